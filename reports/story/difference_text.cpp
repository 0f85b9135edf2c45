#include "reports/story/difference_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/type_list.h"
#include "reports/metrics/numbers.h"
#include "reports/story/findings.h"
#include "reports/story/text_columns.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kDiffColumns = 80;

// "worse   " and the text beside it, folded.
std::string change_row(std::string_view head, const std::string& text) {
  constexpr std::size_t kHead = 12;
  std::string lines;
  std::string first = "  " + filled_to(head, kHead - 2);
  for (const std::string& line : folded_to(text, kDiffColumns - kHead)) {
    lines += first + line + "\n";
    first = std::string(kHead, ' ');
  }
  return lines;
}

std::string measured_text(const Change& change, const Measured& value) {
  return std::visit(
      engine::Overloaded{
          [&](std::monostate) {
            return std::string(change.about == About::kAgreedAfter ? "never" : "not measured");
          },
          [](bool yes) { return std::string(yes ? "yes" : "no"); },
          [&](std::int64_t number) {
            if (change.about == About::kAvailability) return percent_text(number);
            if (change.about == About::kLatency || change.about == About::kAgreedAfter)
              return duration_text(number);
            return grouped(static_cast<std::uint64_t>(number));
          },
          [](const std::string& word) { return word; }},
      value);
}

std::string from_to(const Change& change) {
  return measured_text(change, change.before) + " → " + measured_text(change, change.after);
}

std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string finding_change(const Change& change) {
  const sim::Finding& finding = *change.finding;
  const auto then = std::get<std::int64_t>(change.before);
  const auto now = std::get<std::int64_t>(change.after);
  const std::string_view how = then == 0    ? "new"
                               : now == 0   ? "gone"
                               : now > then ? "more of"
                                            : "fewer of";
  std::string text = fmt::format("{} {}: {}", how, finding.id, finding_words(finding));
  if (then != 0 && now != 0)
    text += fmt::format(" (before: {})", grouped(static_cast<std::uint64_t>(then)));
  text += fmt::format("; {} by check {}", finding.kind, finding.check);
  if (!finding.rule.name.empty())
    text += fmt::format("; rule: {} ({})", finding.rule.name, sim::word(finding.rule.basis));
  return text + "; cause: " + spaced(finding.cause);
}

std::string with_note(const Change& change) {
  return change.note.empty() ? "" : " (" + sim::printable(change.note) + ")";
}

// Of whatever one of the two left out one row is enough.
std::string absent_rows(const Difference& difference, const std::string& engine) {
  std::vector<std::string> gone;
  std::vector<std::string> come;
  for (const Change& change : difference.changes) {
    if (change.engine != engine || change.turn != Turn::kAbsent) continue;
    const std::string what =
        change.name.empty() ? spaced(std::string(word(change.about))) : change.name;
    (std::holds_alternative<std::monostate>(change.after) ? gone : come).push_back(what);
  }
  std::string text;
  if (!gone.empty()) text += change_row("", "looked for only before: " + listed(gone));
  if (!come.empty()) text += change_row("", "looked for only after: " + listed(come));
  return text;
}

std::string section(const Difference& difference, const std::string& engine) {
  std::string text;
  for (const Change& change : difference.changes) {
    if (change.engine != engine || change.turn == Turn::kAbsent) continue;
    // A figure that differs only where people do not read is none for them.
    if (change.turn == Turn::kFigure &&
        measured_text(change, change.before) == measured_text(change, change.after))
      continue;
    text += change_row(change.turn == Turn::kFigure ? "" : word(change.turn), change_text(change));
  }
  return text + absent_rows(difference, engine);
}

std::string course_text(const ComparedRun& before, const ComparedRun& after,
                        const std::string& engine) {
  const auto find = [&](const ReadResult& result) {
    return std::find_if(result.engines.begin(), result.engines.end(),
                        [&](const sim::EngineResult& each) { return each.engine == engine; });
  };
  const bool same = find(before.result)->fingerprint == find(after.result)->fingerprint;
  return display_name(engine) + (same ? ": the same course, event for event" : ": another course");
}

std::string folded(const std::string& text) {
  std::string lines;
  for (const std::string& line : folded_to(text, kDiffColumns)) lines += line + "\n";
  return lines;
}

std::string diff_head(const ComparedRun& before, const ComparedRun& after) {
  std::string text = folded(compared_text(before.result, after.result));
  for (const auto& [name, run] : {std::pair("before", &before), std::pair("after", &after)}) {
    const std::string note = run->result.interrupted ? " (interrupted: a part of its run)" : "";
    text += change_row(
        name, fmt::format("{}: {}{}", sim::printable(run->directory), run->result.outcome, note));
  }
  return text;
}

}  // namespace

std::string compared_text(const ReadResult& before, const ReadResult& after) {
  constexpr std::size_t kShort = 12;
  const std::string then = before.sha256.substr(0, kShort);
  const std::string now = after.sha256.substr(0, kShort);
  const auto run = [](const ReadResult& result) {
    return fmt::format("{}, seed {}", sim::printable(result.name), result.seed);
  };
  if (before.sha256 == after.sha256)
    return fmt::format("{}: the same scenario (sha256 {})", run(before), then);
  const std::string sums = fmt::format("(sha256 {}→{})", then, now);
  if (before.name != after.name)
    return fmt::format("{} → {}: two scenarios {}", run(before), run(after), sums);
  if (before.seed != after.seed)
    return fmt::format("{} → seed {}: another seed, which alone makes a difference {}", run(before),
                       after.seed, sums);
  return fmt::format("{}: the scenario was changed {}", run(before), sums);
}

std::string change_text(const Change& change) {
  switch (change.about) {
    case About::kFinding:
      return finding_change(change);
    case About::kLost:
      return "lost updates, all in all " + from_to(change);
    case About::kConverged:
      return "all replicas agree at the end: " + from_to(change);
    case About::kCheck:
      return fmt::format("check {} {}{}", change.name, from_to(change), with_note(change));
    case About::kExpectation:
      return fmt::format("expectation {} {}{}", change.name, from_to(change), with_note(change));
    case About::kLedgerClass:
      return fmt::format("updates {} {}", change.name, from_to(change));
    case About::kAgreedAfter:
      return "agreed after load and faults: " + from_to(change);
    case About::kDifferingKeys:
      return "keys that differ at the end: " + from_to(change);
    case About::kAvailability:
      return fmt::format("operations answered in {}: {}", change.name, from_to(change));
    case About::kLatency:
      break;
  }
  return fmt::format("p99 latency in {}: {}", change.name, from_to(change));
}

std::string difference_tally(const Difference& difference) {
  std::string text = fmt::format("{} worse, {} better, {} the same", difference.worse,
                                 difference.better, difference.same);
  if (difference.undecided > 0) text += fmt::format(", {} undecided", difference.undecided);
  return text;
}

std::string difference_text(const ComparedRun& before, const ComparedRun& after,
                            const Difference& difference) {
  std::string text = diff_head(before, after);
  for (const std::string& engine : difference.engines) {
    const std::string changed = section(difference, engine);
    text += "\n" + course_text(before, after, engine) + "\n" +
            (changed.empty() ? change_row("", "nothing changed") : changed);
  }
  for (const std::string& engine : difference.only_before)
    text += "\n" + display_name(engine) + ": only before\n";
  for (const std::string& engine : difference.only_after)
    text += "\n" + display_name(engine) + ": only after\n";
  const std::string whole = section(difference, "");
  if (!whole.empty()) text += "\nThe whole run\n" + whole;
  return text + "\n" + difference_tally(difference) + "\n";
}

}  // namespace faultline::reports
