#include "scenarios/commands/key_argument.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/nearest.h"
#include "scenarios/loader/redis_escape.h"
#include "sim/story/text.h"

namespace faultline::scenarios {

KeyMeant key_meant(const std::string& argument, const std::vector<engine::Bytes>& keys) {
  const auto is_key = [&](const std::string& bytes) {
    return std::find(keys.begin(), keys.end(), engine::Bytes(bytes)) != keys.end();
  };
  if (is_key(argument)) return {engine::Bytes(argument), {}, {}};
  if (const auto bytes = unescaped(argument); bytes && is_key(*bytes))
    return {engine::Bytes(*bytes), {}, {}};
  std::vector<engine::Bytes> printed;
  std::vector<std::string> texts;
  for (const engine::Bytes& key : keys) {
    texts.push_back(sim::printable(key.view()));
    if (argument == sim::printable_start(key.view()) ||
        argument == sim::argument_text(key.view()) || argument == texts.back())
      printed.push_back(key);
  }
  if (printed.size() == 1) return {printed.front(), {}, {}};
  if (printed.size() > 1)
    return {{},
            fmt::format("{} keys of the run begin like {}; expected all of one", printed.size(),
                        in_quotes(argument)),
            {}};
  return {
      {}, "no command of the run names the key " + in_quotes(argument), nearest(argument, texts)};
}

}  // namespace faultline::scenarios
