// The forms of commands as Redis's documentation writes them, one line a form, and drawing commands
// from them:
//   ZADD key [NX|XX] [CH] (score member)+
// Upper case, digits: a word as it stands. Lower case: a kind of argument (arguments.h). [a|b]: one
// of them or nothing; (a|b): one of them; + after an item: once or more; *: any number of times.
// Optional parts beside each other come in any order and, rarely, twice.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "property_tests/differential/arguments.h"

namespace faultline::differential {

struct Form {
  std::string_view text;
  int weight = 2;  // how often it is drawn, against others of its family
};
// What fills keys is drawn most; so programs begin.
inline constexpr int kFillingWeight = 6;

struct Family {
  std::string_view name;
  KeyType keys;  // what `key` means in it
  std::span<const Form> forms;
};

// In the order of the registry at the end of grammar.cpp.
[[nodiscard]] std::span<const Family> families();

// A form taken apart.
struct Part {
  enum class Kind { kWord, kArgument, kChoice };
  using Sequence = std::vector<Part>;
  Kind kind = Kind::kWord;
  std::string_view word;                   // kWord
  const ArgumentKind* argument = nullptr;  // kArgument
  std::vector<Sequence> alternatives;      // kChoice
  bool optional = false;
  bool repeated = false;
};

// Throws std::invalid_argument on a form that is none.
[[nodiscard]] Part::Sequence parse_form(std::string_view text);
void draw_parts(const Part::Sequence& parts, Draw& draw);

// The forms of all families whose command `wanted` accepts.
class Grammar {
 public:
  struct Entry {
    std::string_view text;
    std::string_view command;
    Part::Sequence parts;
  };
  struct Group {
    std::string_view name;
    KeyType keys;
    std::vector<Entry> entries;
    std::vector<std::size_t> by_weight;  // entries, each as often as it weighs
    std::vector<std::size_t> filling;
  };

  explicit Grammar(bool (*wanted)(std::string_view command));
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }  // none is empty
  // By weight, and now and then as no form allows it.
  [[nodiscard]] static engine::Arguments draw(const Group& group, engine::Prng& prng);
  // A form that puts something under a key.
  [[nodiscard]] static engine::Arguments draw_filling(const Group& group, engine::Prng& prng);
  [[nodiscard]] static engine::Arguments draw_form(const Group& group, const Entry& entry,
                                                   engine::Prng& prng);

 private:
  std::vector<Group> groups_;
};

}  // namespace faultline::differential
