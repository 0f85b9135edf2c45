// SETBIT GETBIT BITOP: bits of strings, one at a time or all at once.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/commands/bits.h"
#include "engine/commands/element_units.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

Reply setbit(const CommandContext& context) {
  const Bytes& key = context.arguments[1];
  const auto offset = parse_bit_offset(context.arguments[2]);
  if (!offset) return bad_bit_offset();
  const auto bit = parse_integer(context.arguments[3].view());
  if (!bit || (*bit != 0 && *bit != 1))
    return error_reply("ERR bit is not an integer or out of range");
  const StringFound found = string_at(context, key);
  if (found.wrong_type) return wrong_type();

  const Bytes old = text_of(found);
  const std::uint64_t old_bit = get_bits(old.view(), *offset, 1);
  const auto new_bit = static_cast<std::uint64_t>(*bit);
  // An absent key always grows: even a zero makes it.
  if (new_bit != old_bit || *offset / kByteBits >= old.size()) {
    std::string value(old.view());
    reach_bit(value, *offset);
    set_bits(value, *offset, 1, new_bit);
    write_in_place(context, key, value);
  }
  return integer_reply(static_cast<std::int64_t>(old_bit));
}

Reply getbit(const CommandContext& context) {
  const auto offset = parse_bit_offset(context.arguments[2]);
  if (!offset) return bad_bit_offset();
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  return integer_reply(static_cast<std::int64_t>(get_bits(text_of(found).view(), *offset, 1)));
}

struct BitOperation {
  std::string_view word;
  char (*combine)(char, char);
};
constexpr BitOperation kBitOperations[] = {
    {"AND", [](char a, char b) { return static_cast<char>(a & b); }},
    {"OR", [](char a, char b) { return static_cast<char>(a | b); }},
    {"XOR", [](char a, char b) { return static_cast<char>(a ^ b); }},
    {"NOT", nullptr}};  // of one source alone

const BitOperation* bit_operation(const Bytes& argument) {
  for (const BitOperation& operation : kBitOperations)
    if (is_word(argument, operation.word)) return &operation;
  return nullptr;
}

// As long as the longest source; the shorter ones are followed by zeros.
std::string combined(const BitOperation& operation, const std::vector<Bytes>& sources) {
  std::size_t length = 0;
  for (const Bytes& source : sources) length = std::max(length, source.size());
  std::string result(sources.front().view());
  result.resize(length, '\0');
  if (operation.combine == nullptr)
    for (char& c : result) c = static_cast<char>(~c);
  for (std::size_t i = 1; i < sources.size(); ++i) {
    const std::string_view source = sources[i].view();
    for (std::size_t j = 0; j < length; ++j)
      result[j] = operation.combine(result[j], j < source.size() ? source[j] : '\0');
  }
  return result;
}

Reply bitop(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const Bytes& destination = arguments[2];
  const BitOperation* const operation = bit_operation(arguments[1]);
  if (operation == nullptr) return syntax_error();
  if (operation->combine == nullptr && arguments.size() != 4)
    return error_reply("ERR BITOP NOT must be called with a single source key.");
  std::vector<Bytes> sources;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const StringFound found = string_at(context, arguments[i]);
    if (found.wrong_type) return wrong_type();
    sources.push_back(text_of(found));
  }
  const std::string result = combined(*operation, sources);
  if (!result.empty())
    context.effects.add(destination, 0, string::Write{result, {}});
  else if (exists(context.keys, destination))
    context.effects.add(destination, 0, Delete{});
  return integer_reply(static_cast<std::int64_t>(result.size()));
}

constexpr std::array kBitmapCommands = {
    CommandKind{"SETBIT", "sets or clears a bit of a value", 4, Access::kWrite, kFirstKey, setbit},
    CommandKind{"GETBIT", "a bit of a value", 3, Access::kRead, kFirstKey, getbit},
    CommandKind{"BITOP",
                "AND OR XOR NOT of values, into a key",
                -4,
                Access::kWrite,
                {2, -1, 1},
                bitop,
                key_unit<2>},
};

}  // namespace

std::span<const CommandKind> bitmap_commands() {
  return kBitmapCommands;
}

}  // namespace faultline::engine
