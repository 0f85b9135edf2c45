#include "reports/story/words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace faultline::reports {

namespace {

// In the order of the classes.
constexpr std::array<std::string_view, sim::kLedgerClasses> kPhrases = {
    "kept",
    "replaced by a later write that knew it",
    "changed nothing",
    "lost to a concurrent write",
    "lost to an older write by a wrong clock",
    "lost in a tie of two clocks",
    "removed by a repair",
    "lost with every copy in its data center",
    "lost before any copy was made",
    "missing at some replicas",
    "overwritten at some replicas only",
    "counted twice",
    "removed, then back again",
    "refused",
    "never answered, absent at the end",
    "never answered, there at the end"};

constexpr std::string_view kYardstick = "last_write_wins";

}  // namespace

std::string display_name(std::string_view engine) {
  std::string name;
  for (const char character : engine) {
    const bool opens = name.empty() || name.back() == '-';
    const auto byte = static_cast<unsigned char>(character);
    name += character == '_' ? '-' : opens ? static_cast<char>(std::toupper(byte)) : character;
  }
  return name;
}

std::string_view phrase(sim::LedgerClass ledger_class) {
  return kPhrases.at(static_cast<std::size_t>(ledger_class));
}

std::string phrase_of_kind(std::string_view kind) {
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    if (kind == word(ledger_class)) return std::string(phrase(ledger_class));
  }
  std::string text(kind);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string basis_text(const sim::Rule& rule, std::string_view engine) {
  switch (rule.basis) {
    case sim::Basis::kDocumented:
      return "documented by the vendor";
    case sim::Basis::kMeasured:
      return "measured on the real system";
    case sim::Basis::kInferred:
      return "inferred from the vendor's documents";
    case sim::Basis::kChosen:
      break;
  }
  // This engine is no product: there are no documents that could be silent.
  if (engine == kYardstick) return "by definition: this engine is our yardstick, not a product";
  return "our choice: the documents of the real system are silent here";
}

std::string direction_text(std::string_view from_to) {
  const std::size_t arrow = from_to.find("->");
  if (arrow == std::string_view::npos) return std::string(from_to);
  const std::string_view from = from_to.substr(0, arrow);
  const std::string_view to = from_to.substr(arrow + 2);
  if (from == to) return "within " + std::string(to);
  return std::string(from) + " → " + std::string(to);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (index > 0) text += index + 1 == names.size() ? " and " : ", ";
    text += names[index];
  }
  return text;
}

}  // namespace faultline::reports
