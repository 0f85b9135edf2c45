// Increments that nothing has taken away, by source and in the order in which their source made
// them. Whatever takes some of a source's takes the oldest, so each source's are one run. Shapiro
// et al. 2011, 3.1.3 (counter); resets as in Almeida, Shoker, Baquero 2018, section 7.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/base/codec.h"
#include "engine/base/version_vector.h"

namespace faultline::engine {

template <class Delta>
class Increments {
 public:
  struct Entry {
    std::uint64_t number = 0;
    Delta delta{};
    static constexpr auto fields() { return std::tuple{&Entry::number, &Entry::delta}; }
  };
  using Run = std::vector<Entry>;

  [[nodiscard]] bool empty() const { return runs_.empty(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::map<Source, Run>& runs() const { return runs_; }
  // Equal for equal content.
  [[nodiscard]] const Hash128& digest() const { return digest_; }

  // A source's come in order.
  void put(const Dot& dot, const Delta& delta) {
    Run& run = runs_[dot.source];
    run.push_back({dot.number, delta});
    count_in(dot.source, run.back());
  }
  // Drops what `observed` covers; whether there was something.
  bool forget(const VersionVector& observed) {
    const std::size_t before = size_;
    for (auto run = runs_.begin(); run != runs_.end();) {
      const std::uint64_t reached = observed.of(run->first);
      Run& entries = run->second;
      auto kept = entries.begin();
      for (; kept != entries.end() && kept->number <= reached; ++kept) count_out(run->first, *kept);
      entries.erase(entries.begin(), kept);
      run = entries.empty() ? runs_.erase(run) : std::next(run);
    }
    return size_ != before;
  }
  // Keeps what both hold, and what one holds and the other has not seen.
  void merge(const Increments& other, const VersionVector& mine, const VersionVector& theirs) {
    std::map<Source, Run> merged;
    const auto keep = [&](const Increments& from, const Increments& to, const VersionVector& seen) {
      for (const auto& [source, entries] : from.runs_)
        for (const Entry& entry : entries)
          if (!seen.covers({source, entry.number}) || to.holds(source, entry.number))
            merged[source].push_back(entry);
    };
    keep(*this, other, theirs);
    keep(other, *this, mine);
    for (auto& [source, entries] : merged) {
      const auto earlier = [](const Entry& a, const Entry& b) { return a.number < b.number; };
      const auto same = [](const Entry& a, const Entry& b) { return a.number == b.number; };
      std::stable_sort(entries.begin(), entries.end(), earlier);
      entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
    }
    runs_ = std::move(merged);
    decoded();
  }

  static constexpr auto fields() { return std::tuple{&Increments::runs_}; }
  void decoded() {
    digest_ = Hash128();
    size_ = 0;
    for (const auto& [source, entries] : runs_)
      for (const Entry& entry : entries) count_in(source, entry);
  }

 private:
  [[nodiscard]] bool holds(Source source, std::uint64_t number) const {
    const auto run = runs_.find(source);
    return run != runs_.end() &&
           std::binary_search(run->second.begin(), run->second.end(), Entry{number, {}},
                              [](const auto& a, const auto& b) { return a.number < b.number; });
  }
  // Whole numbers are the many.
  static Hash128 digest_of(Source source, const Entry& entry) {
    const Dot dot{source, entry.number};
    if constexpr (requires { std::get<std::int64_t>(entry.delta); })
      if (const auto* whole = std::get_if<std::int64_t>(&entry.delta)) {
        const Hash128 hash = hash_of_dot(dot);
        return hash_of_numbers(hash.low, hash.high, *whole);
      }
    return hash_of(dot, entry.delta);
  }
  void count_in(Source source, const Entry& entry) {
    digest_ += digest_of(source, entry);
    ++size_;
  }
  void count_out(Source source, const Entry& entry) {
    digest_ -= digest_of(source, entry);
    --size_;
  }

  std::map<Source, Run> runs_;  // none of them empty
  Hash128 digest_;
  std::size_t size_ = 0;
};

}  // namespace faultline::engine
