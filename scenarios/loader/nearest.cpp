#include "scenarios/loader/nearest.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace faultline::scenarios {
namespace {

constexpr std::size_t kFarthest = 3;
// Longer words are no slips of the pen; this also bounds the work on hostile input.
constexpr std::size_t kLongestWord = 80;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The one word that goes on where this one ends; empty: none does, or several do.
std::string continued(std::string_view word, std::span<const std::string> words) {
  constexpr std::size_t kTellingStart = 4;
  std::string found;
  if (word.size() < kTellingStart) return found;
  for (const std::string& candidate : words) {
    const bool starts = candidate.size() > word.size() &&
                        std::equal(word.begin(), word.end(), candidate.begin(),
                                   [](char a, char b) { return lower(a) == lower(b); });
    if (!starts) continue;
    if (!found.empty()) return {};
    found = candidate;
  }
  return found;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> table((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  }
  return at(a.size(), b.size());
}

std::string nearest(std::string_view word, std::span<const std::string> words) {
  std::string best;
  std::pair<std::size_t, bool> best_rank = {kFarthest, true};
  if (word.size() > kLongestWord) return best;
  for (const std::string& candidate : words) {
    if (candidate.empty() || candidate.size() > kLongestWord) continue;
    const std::size_t distance = edit_distance(word, candidate);
    // Of a short word three slips leave nothing.
    if (distance * 3 > std::max(word.size(), candidate.size())) continue;
    // The first letter is seldom the wrong one.
    const bool other_letter = word.empty() || lower(word.front()) != lower(candidate.front());
    const std::pair rank = {distance, other_letter};
    if (rank > best_rank || (rank == best_rank && !best.empty())) continue;
    best = candidate;
    best_rank = rank;
  }
  return best.empty() ? continued(word, words) : best;
}

}  // namespace faultline::scenarios
