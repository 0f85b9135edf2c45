// BITFIELD BITFIELD_RO: integers of any width up to 64 bits at any bit of a string.

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/wide_integer.h"
#include "engine/commands/bits.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

enum class FieldOverflow { kWrap, kSaturate, kFail };
enum class FieldAction { kGet, kSet, kIncrement };

struct FieldType {
  bool is_signed = false;
  int width = 0;
};

struct FieldOperation {
  FieldAction action{};
  FieldType type;
  std::uint64_t offset = 0;
  std::int64_t argument = 0;  // the value to set or to add
  FieldOverflow overflow = FieldOverflow::kWrap;
  [[nodiscard]] std::uint64_t last_bit() const {
    return offset + static_cast<std::uint64_t>(type.width) - 1;
  }
};

// i1 to i64 and u1 to u63; the letter in lower case.
std::optional<FieldType> parse_field_type(const Bytes& argument) {
  const std::string_view text = argument.view().substr(0, argument.view().find('\0'));
  const bool is_signed = text.starts_with('i');
  if (!is_signed && !text.starts_with('u')) return std::nullopt;
  const auto width = parse_integer(text.substr(1));
  if (!width || *width < 1 || *width > (is_signed ? 64 : 63)) return std::nullopt;
  return FieldType{is_signed, static_cast<int>(*width)};
}

// Reads the operations from left to right; the first error is the one that is answered.
class FieldParser {
 public:
  explicit FieldParser(const Arguments& arguments) : arguments_(arguments) {
    while (!error_ && at_ < arguments_.size()) read_one();
  }
  [[nodiscard]] const std::optional<Reply>& error() const { return error_; }
  [[nodiscard]] const std::vector<FieldOperation>& operations() const { return operations_; }
  [[nodiscard]] bool writes() const {
    for (const FieldOperation& each : operations_)
      if (each.action != FieldAction::kGet) return true;
    return false;
  }

 private:
  // Whether the word stands here with at least so many arguments after it.
  [[nodiscard]] bool is_here(std::string_view word, std::size_t more) const {
    return is_word(arguments_[at_], word) && at_ + more < arguments_.size();
  }

  void read_one() {
    if (is_here("GET", 2))
      read_operation(FieldAction::kGet);
    else if (is_here("SET", 3))
      read_operation(FieldAction::kSet);
    else if (is_here("INCRBY", 3))
      read_operation(FieldAction::kIncrement);
    else if (is_here("OVERFLOW", 1))
      read_overflow();
    else
      error_ = syntax_error();
  }

  void read_overflow() {
    const Bytes& word = arguments_[at_ + 1];
    if (is_word(word, "WRAP"))
      overflow_ = FieldOverflow::kWrap;
    else if (is_word(word, "SAT"))
      overflow_ = FieldOverflow::kSaturate;
    else if (is_word(word, "FAIL"))
      overflow_ = FieldOverflow::kFail;
    else
      error_ = error_reply("ERR Invalid OVERFLOW type specified");
    at_ += 2;
  }

  void read_operation(FieldAction action) {
    FieldOperation operation{action, {}, 0, 0, overflow_};
    const auto type = parse_field_type(arguments_[at_ + 1]);
    if (!type) {
      error_ = error_reply(
          "ERR Invalid bitfield type. Use something like i16 u8. "
          "Note that u64 is not supported but i64 is.");
      return;
    }
    operation.type = *type;
    const auto offset = parse_field_offset(arguments_[at_ + 2], type->width);
    if (!offset) {
      error_ = bad_bit_offset();
      return;
    }
    operation.offset = *offset;
    at_ += 3;
    if (action != FieldAction::kGet) {
      const auto number = parse_integer(arguments_[at_++].view());
      if (!number) {
        error_ = not_an_integer();
        return;
      }
      operation.argument = *number;
    }
    operations_.push_back(operation);
  }

  const Arguments& arguments_;
  std::size_t at_ = 2;
  FieldOverflow overflow_ = FieldOverflow::kWrap;
  std::vector<FieldOperation> operations_;
  std::optional<Reply> error_;
};

// The lowest bits of `bits` as a number of the type.
std::int64_t read_as(FieldType type, std::uint64_t bits) {
  const int unused = 64 - type.width;
  if (type.is_signed) return static_cast<std::int64_t>(bits << unused) >> unused;
  return static_cast<std::int64_t>((bits << unused) >> unused);
}

// Redis counts in 64 bits how far a number that is set lies below the most, and takes the lowest
// numbers for too large.
bool wraps_around(const FieldOperation& operation, WideInteger most) {
  constexpr WideInteger kMostCounted = std::numeric_limits<std::int64_t>::max();
  return operation.action == FieldAction::kSet && operation.type.is_signed &&
         most - operation.argument > kMostCounted;
}

// What the operation leaves in the field that holds `old`; nothing if it fails.
std::optional<std::int64_t> new_value(const FieldOperation& operation, std::int64_t old) {
  const FieldType type = operation.type;
  WideInteger wanted = operation.argument;
  if (operation.action == FieldAction::kIncrement)
    wanted += old;
  else if (!type.is_signed)
    // Redis takes a negative number for an unsigned field as one that is far too large.
    wanted = static_cast<std::uint64_t>(operation.argument);
  const WideInteger count = WideInteger{1} << type.width;
  const WideInteger most = (type.is_signed ? count / 2 : count) - 1;
  const WideInteger least = type.is_signed ? -(count / 2) : 0;
  if (wanted >= least && wanted <= most) return static_cast<std::int64_t>(wanted);
  switch (operation.overflow) {
    case FieldOverflow::kFail:
      return std::nullopt;
    case FieldOverflow::kSaturate:
      return static_cast<std::int64_t>(wanted > most || wraps_around(operation, most) ? most
                                                                                      : least);
    case FieldOverflow::kWrap:
      break;
  }
  return read_as(type, static_cast<std::uint64_t>(wanted));
}

Reply run_on(std::string& text, const FieldOperation& operation) {
  const int width = operation.type.width;
  const std::int64_t old = read_as(operation.type, get_bits(text, operation.offset, width));
  if (operation.action == FieldAction::kGet) return integer_reply(old);
  const auto value = new_value(operation, old);
  if (!value) return nil_reply();
  set_bits(text, operation.offset, width, static_cast<std::uint64_t>(*value));
  return integer_reply(operation.action == FieldAction::kSet ? old : *value);
}

Reply bitfield_generic(const CommandContext& context, bool read_only) {
  const Bytes& key = context.arguments[1];
  const FieldParser parsed(context.arguments);
  if (parsed.error()) return *parsed.error();
  if (read_only && parsed.writes())
    return error_reply("ERR BITFIELD_RO only supports the GET subcommand");
  const StringFound found = string_at(context, key);
  if (found.wrong_type) return wrong_type();

  const Bytes old = text_of(found);
  std::string text(old.view());
  // Redis makes room for all fields first, so that even operations that fail leave a longer value.
  for (const FieldOperation& operation : parsed.operations())
    if (operation.action != FieldAction::kGet) reach_bit(text, operation.last_bit());
  std::vector<Reply> replies;
  for (const FieldOperation& operation : parsed.operations())
    replies.push_back(run_on(text, operation));
  if (text != old.view()) write_in_place(context, key, text);
  return {std::move(replies)};
}

Reply bitfield(const CommandContext& context) {
  return bitfield_generic(context, false);
}
Reply bitfield_ro(const CommandContext& context) {
  return bitfield_generic(context, true);
}

// None where all operations are GET.
std::vector<Unit> bitfield_units(const Arguments& arguments) {
  const FieldParser parsed(arguments);
  if (!parsed.error() && !parsed.writes()) return {};
  return {{arguments[1], std::nullopt}};
}

constexpr std::array kBitfieldCommands = {
    CommandKind{"BITFIELD", "integers in the bits of a value; GET SET INCRBY OVERFLOW", -2,
                Access::kWrite, kFirstKey, bitfield, bitfield_units},
    CommandKind{"BITFIELD_RO", "integers in the bits of a value; GET", -2, Access::kRead, kFirstKey,
                bitfield_ro},
};

}  // namespace

std::span<const CommandKind> bitfield_commands() {
  return kBitfieldCommands;
}

}  // namespace faultline::engine
