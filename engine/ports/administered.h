// Answers to what an operator or the harness asks a process (input::administered): the same
// observations for the same request, whoever answers.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "engine/ports/process.h"

namespace faultline::engine {

// `value_of(key)`: what a client would see of it now, as optional<PlainValue>.
template <class ValueOf>
void answer_inspect(const input::Administered& asked, const ValueOf& value_of, Outputs& outputs) {
  const auto* inspect = std::get_if<input::administered::Inspect>(&asked.request);
  if (inspect == nullptr) return;
  for (const Bytes& key : inspect->keys) outputs.observe(observation::Contents{key, value_of(key)});
}

// Takes one thing that a process waits for, in words.
using WaitsFor = std::function<void(std::string what)>;

// `describe(waits_for)` calls it for each of them.
template <class Describe>
void answer_describe(const input::Administered& asked, const Describe& describe, Outputs& outputs) {
  if (!std::holds_alternative<input::administered::Describe>(asked.request)) return;
  const WaitsFor waits_for = [&](std::string what) {
    outputs.observe(observation::Waiting{std::move(what)});
  };
  describe(waits_for);
}

}  // namespace faultline::engine
