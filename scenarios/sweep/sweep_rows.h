// What the terminal and the page of a sweep say alike: the rows of a scenario's table, its pairs of
// engines, its findings, the worst first, and the command that repeats a seed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reports/render/sweep_page.h"
#include "scenarios/sweep/distribution.h"
#include "scenarios/sweep/seeds_folder.h"

namespace faultline::scenarios {

// A cell an engine, in the order of `all.engines`.
[[nodiscard]] std::vector<reports::SweepPage::Row> rows_of(const Distribution& all);
// "Dynomite loses acknowledged updates under 7 of 40 seeds, at most 2 under one.", an engine each.
[[nodiscard]] std::vector<std::string> verdicts_of(const Distribution& all);
// "A against B: loses more in 0, less in 20, as much in 0".
[[nodiscard]] std::string pair_text(const PairedSeeds& pair, const std::string& first,
                                    const std::string& second);
// Of most seeds first; each with the command that shows it.
[[nodiscard]] std::vector<reports::SweepPage::Shown> findings_of(const Distribution& all,
                                                                 const SeedsFolder& folder,
                                                                 const std::string& scenario);
[[nodiscard]] std::string repeat_of(const SeedsFolder& folder, const std::string& scenario,
                                    std::uint64_t seed);

}  // namespace faultline::scenarios
