// faultline conformance F.jsonl: runs recorded cases of a real system against an engine. Nothing is
// run before every case of the file has been found good.
#include <fnmatch.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "scenarios/commands/flags.h"
#include "scenarios/conformance/active_active_runner.h"
#include "scenarios/conformance/dynomite_runner.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/nearest.h"
#include "scenarios/loader/text_file.h"
#include "scenarios/loader/units.h"

namespace faultline::scenarios {
namespace {

using conformance::ActiveActiveCase;
using conformance::CaseResult;
using conformance::DynomiteCase;

struct ConformanceFlags {
  std::string file, engine;
  std::optional<std::string> types, groups, id, seeds;
  bool all_orders = false;
  bool json = false;
  std::set<std::string> wanted;  // of types or groups; empty: all
  std::optional<std::uint64_t> seed_count;
};

void declare(CLI::App& app, ConformanceFlags& flags) {
  app.add_option("file", flags.file, "recorded cases")->required()->option_text("F.jsonl");
  app.add_option("--engine", flags.engine, "active_active or dynomite")
      ->required()
      ->option_text("E");
  app.add_option("--types", flags.types, "only cases of these types (active_active)")
      ->option_text("a,b");
  app.add_option("--groups", flags.groups, "only cases of these groups (dynomite)")
      ->option_text("a,b");
  app.add_option("--id", flags.id, "only cases whose id fits")->option_text("GLOB");
  app.add_flag("--all-orders", flags.all_orders,
               "every order in which one sync brings effects (active_active)");
  app.add_option("--seeds", flags.seeds, "runs a case (dynomite: 1, races 200)")->option_text("N");
  app.add_flag("--json", flags.json, "one JSON object a case, nothing else");
}

// What a file's cases have in common for this command.
struct Loaded {
  std::vector<ActiveActiveCase> active_active;
  std::vector<DynomiteCase> dynomite;
};

Loaded load(const ConformanceFlags& flags, Flags& noting, std::vector<InputError>& errors) {
  Loaded loaded;
  const TextFile file = read_text_file(flags.file);
  if (!file.text) noting.fail(flags.file, file.problem, "a file of cases, one JSON object a line");
  conformance::read_case_lines(file.text.value_or(""), flags.file, errors, [&](Reading& reading) {
    if (flags.engine == "active_active")
      loaded.active_active.push_back(conformance::read_active_active_case(reading));
    else
      loaded.dynomite.push_back(conformance::read_dynomite_case(reading));
  });
  return loaded;
}

Words types_of(const Loaded& loaded) {
  std::set<std::string> types;
  for (const ActiveActiveCase& each : loaded.active_active) types.insert(each.type);
  for (const DynomiteCase& each : loaded.dynomite) types.insert(each.group);
  return {types.begin(), types.end()};
}

void understand(Flags& noting, ConformanceFlags& flags) {
  const bool known =
      noting.word("--engine", flags.engine, {"active_active", "dynomite"}).has_value();
  if (known && flags.types && flags.engine != "active_active")
    noting.fail("--types", "cases of dynomite have groups", "--groups");
  if (known && flags.groups && flags.engine != "dynomite")
    noting.fail("--groups", "cases of active_active have types", "--types");
  if (known && flags.all_orders && flags.engine != "active_active")
    noting.fail("--all-orders", "a dynomite case has its orders from the network");
  if (!flags.seeds) return;
  constexpr std::uint64_t kMostSeeds = 1'000'000;
  const Parsed<std::uint64_t> count = parse_seed(*flags.seeds);
  if (count.value && *count.value >= 1 && *count.value <= kMostSeeds)
    flags.seed_count = count.value;
  else
    noting.fail("--seeds", in_quotes(*flags.seeds) + " does not fit", "1 to 1000000");
}

// A file of another kind is wrong in every line: the first of them tell as much as all.
void print_errors(const std::vector<InputError>& errors, std::ostream& err) {
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < std::min(errors.size(), kShown); ++i)
    err << to_line(errors[i]) << '\n';
  if (errors.size() > kShown) err << "and " << errors.size() - kShown << " more like these\n";
}

// A word that no case of this file has chooses nothing; it may choose something in another file.
void choose(const Words& known, ConformanceFlags& flags, std::ostream& err) {
  std::istringstream words(flags.types ? *flags.types : *flags.groups);
  for (std::string word; std::getline(words, word, ',');) {
    flags.wanted.insert(word);
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    err << "faultline conformance: no case of " << (flags.types ? "type " : "group ")
        << in_quotes(word);
    if (const std::string near = nearest(word, known); !near.empty())
      err << "; did you mean " << in_quotes(near) << "?";
    err << '\n';
  }
}

// Runs, tells and counts the cases that the flags choose.
class Session {
 public:
  Session(const ConformanceFlags& flags, Console& console) : flags_(flags), console_(console) {}

  template <class Case, class Run>
  void run(const std::vector<Case>& cases, const std::string Case::*kind, const Run& run_one) {
    for (const Case& each : cases) {
      if (!flags_.wanted.empty() && !flags_.wanted.contains(each.*kind)) continue;
      if (flags_.id && fnmatch(flags_.id->c_str(), each.id.c_str(), 0) != 0) continue;
      if (console_.interrupted()) {
        interrupted_ = true;
        return;
      }
      const RunUnderWay under_way(flags_.file + ", case " + each.id, 1, repeat_of(each.id));
      tell(run_one(each));
    }
  }

  int finish() {
    if (!flags_.json) tally_.print(console_.out);
    return interrupted_ ? kExitInterrupted : tally_.exit_code();
  }

 private:
  [[nodiscard]] std::string repeat_of(const std::string& id) const {
    std::string command = "faultline conformance " + shell_word(flags_.file) + " --engine " +
                          flags_.engine + " --id " + shell_word(id);
    if (flags_.all_orders) command += " --all-orders";
    if (flags_.seeds) command += " --seeds " + *flags_.seeds;
    return command;
  }
  void tell(const CaseResult& result) {
    tally_.add(result);
    if (flags_.json)
      conformance::print_json(result, console_.out);
    else
      conformance::print_text(result, console_.out);
    console_.out.flush();
  }

  const ConformanceFlags& flags_;
  Console& console_;
  conformance::Tally tally_;
  bool interrupted_ = false;
};

}  // namespace

int conformance_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags noting(command);
  ConformanceFlags flags;
  declare(noting.app(), flags);
  if (!noting.parse(arguments, console)) return noting.exit_code();
  understand(noting, flags);
  if (noting.failed(console)) return kExitBadInput;
  std::vector<InputError> errors;
  const Loaded loaded = load(flags, noting, errors);
  print_errors(errors, console.err);
  if (errors.empty() && (flags.types || flags.groups)) choose(types_of(loaded), flags, console.err);
  if (noting.failed(console) || !errors.empty()) return kExitBadInput;
  Session session(flags, console);
  session.run(loaded.active_active, &ActiveActiveCase::type, [&](const ActiveActiveCase& each) {
    return conformance::run_case(each, flags.all_orders);
  });
  session.run(loaded.dynomite, &DynomiteCase::group, [&](const DynomiteCase& each) {
    return conformance::run_case(each, flags.seed_count);
  });
  return session.finish();
}

}  // namespace faultline::scenarios
