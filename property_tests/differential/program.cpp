#include "property_tests/differential/program.h"

#include <array>
#include <ostream>
#include <string>

#include "property_tests/differential/printing.h"

namespace faultline::differential {
namespace {

using engine::Arguments;
using engine::Bytes;
using engine::Duration;
using engine::Prng;
using namespace std::chrono_literals;

// Around the deadlines that are drawn, and less than the millisecond in which they are counted.
Duration draw_wait(Prng& prng) {
  static constexpr std::array<Duration, 9> kWaits = {400us, 1ms, 1ms, 2ms,  9ms,
                                                     100ms, 1s,  2s,  1000s};
  return prng.below(8) == 0 ? kWaits[prng.below(kWaits.size())] : Duration::zero();
}

// Commands of one family meet each other more often if a program turns mostly about one or two, and
// find more if it begins by filling keys.
Program draw_program(const Grammar& grammar, Prng& prng) {
  const auto& groups = grammar.groups();
  const auto any = [&]() -> const Grammar::Group& { return groups[prng.below(groups.size())]; };
  const Grammar::Group& first = any();
  const Grammar::Group& second = any();
  Program program;
  while (program.steps.size() < kProgramLength) {
    const std::uint64_t turn = prng.below(4);
    const Grammar::Group& group = turn < 2 ? first : turn == 2 ? second : any();
    const bool filling = program.steps.size() < kProgramLength / 5;
    program.steps.push_back({draw_wait(prng), filling ? Grammar::draw_filling(group, prng)
                                                      : Grammar::draw(group, prng)});
  }
  return program;
}

bool simpler(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("-+.0123456789") == std::string_view::npos;
}

void simplify_argument(const Step& step, std::size_t at, std::vector<Step>& simpler_steps) {
  const std::string_view text = step.arguments[at].view();
  const auto replace = [&](std::string_view other) {
    if (!simpler(other, text)) return;
    simpler_steps.push_back(step);
    simpler_steps.back().arguments[at] = other;
  };
  for (const std::string_view each : {"", "0", "1", "a"}) replace(each);
  // The first digits of a number that Redis refuses are one that may cost it much.
  if (!is_number(text)) replace(text.substr(0, text.size() / 2));
}

rc::Seq<Step> simpler_steps(const Step& step) {
  std::vector<Step> steps;
  if (step.wait != Duration::zero()) steps.push_back({Duration::zero(), step.arguments});
  const std::size_t count = step.arguments.size();
  for (const std::size_t size : {8, 4, 3, 2, 1})
    for (std::size_t from = 1; from + size <= count; ++from) {
      steps.push_back(step);
      const auto first = steps.back().arguments.begin() + static_cast<std::ptrdiff_t>(from);
      steps.back().arguments.erase(first, first + static_cast<std::ptrdiff_t>(size));
    }
  for (std::size_t at = 1; at < count; ++at) simplify_argument(step, at, steps);
  return rc::seq::fromContainer(std::move(steps));
}

rc::Seq<Program> simpler_programs(const Program& program) {
  const auto whole = [](std::vector<Step> steps) { return Program{std::move(steps)}; };
  return rc::seq::map(rc::seq::concat(rc::shrink::removeChunks(program.steps),
                                      rc::shrink::eachElement(program.steps, simpler_steps)),
                      whole);
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Program& program) {
  for (const Step& step : program.steps) {
    out << "\n  ";
    if (step.wait != Duration::zero()) out << "after " << step.wait / 1us << " us: ";
    out << readable(step.arguments);
  }
  return out;
}

rc::Gen<Program> programs(const Grammar& grammar) {
  return [&grammar](const rc::Random& random, int) {
    Prng prng(rc::Random(random).next());
    return rc::shrinkable::shrinkRecur(draw_program(grammar, prng), [](const Program& program) {
      return simpler_programs(program);
    });
  };
}

Verdict run_on_both(Sides& sides, const Program& program) {
  engine::WallTime now{std::chrono::milliseconds(kStartMilliseconds)};
  begin_at(sides, now);
  for (const Step& step : program.steps) {
    if (step.wait != Duration::zero()) set_time(sides, now += step.wait);
    if (const auto verdict = run_on_both(sides, step.arguments))
      return readable(step.arguments) + "\n" + *verdict;
  }
  return compare_contents(sides);
}

}  // namespace faultline::differential
