// What one run leaves behind: the content of result.json, findings, histories and the series behind
// the charts, as plain values. Times are nanoseconds, shares parts per million. What is not
// measured is absent (null in result.json), never 0.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/time.h"
#include "engine/datatypes/basis.h"
#include "engine/ports/process.h"
#include "engine/ports/reply.h"
#include "sim/kernel/course.h"

namespace faultline::sim {

enum class Verdict { kHeld, kFailed, kUnknown, kNotApplicable };
[[nodiscard]] std::string_view word(Verdict verdict);

// Every issued effect ends in exactly one class. In the order of the shared cli.md.
enum class LedgerClass {
  kKept,
  kSuperseded,
  kNoEffect,
  kLostConcurrent,
  kLostInverted,
  kLostTie,
  kLostRepair,
  kLostCrash,
  kNeverReplicated,
  kDivergedMissing,
  kDivergedOrder,
  kDuplicated,
  kResurrected,
  kRejected,
  kIndeterminateAbsent,
  kIndeterminateKept
};
inline constexpr std::size_t kLedgerClasses = 16;
[[nodiscard]] std::string_view word(LedgerClass ledger_class);
// All lost_*, never_replicated and diverged_*.
[[nodiscard]] bool is_lost(LedgerClass ledger_class);

struct OperationRecord {
  std::uint64_t operation = 0;
  std::string client;
  std::string dc;
  std::string home;  // name of the replica whose reply the client got; empty: nobody knows
  std::int64_t invoke_ns = 0;
  std::optional<std::int64_t> return_ns;
  engine::output::Outcome outcome = engine::output::Outcome::kIndeterminate;
  engine::Arguments command;
  std::optional<engine::Reply> reply;
  std::optional<std::int64_t> wall_ns;  // the home's wall clock when it ran
  std::optional<std::int64_t> clock_offset_ns;
};

using engine::Basis;
using engine::word;

struct Rule {
  std::string name;
  Basis basis = Basis::kChosen;
};

struct FindingExample {
  std::string key;
  std::optional<OperationRecord> loser;
  std::optional<OperationRecord> winner;
  // "concurrent", "loser saw winner", "winner saw loser", "loser knew of winner"; where only the
  // session links the two, "loser followed winner", "winner followed loser".
  std::string saw;
  std::string counterfactual;
  std::string text;
  std::string course;  // of a lost update, a part of `text`: where it ran, came late or never
};
struct Finding {
  std::string id;  // 12 hex of hash(kind, engine, type, rule, cause)
  std::string kind;
  std::string engine;
  std::string check;
  std::string type;
  Rule rule;
  std::string cause;
  std::uint64_t occurrences = 0;
  FindingExample example;
};

struct CheckResult {
  std::string name;
  std::string engine;
  Verdict verdict = Verdict::kUnknown;
  bool white_box = true;
  std::string reason;
  std::vector<std::string> findings;
};

struct Stuck {
  std::string what;
  std::string where;
  std::optional<std::int64_t> since_ns;
};

struct Quantiles {
  std::int64_t p50 = 0, p95 = 0, p99 = 0, max = 0;
};

// One point a change; it holds until the next.
struct DivergencePoint {
  std::int64_t at_ns = 0;
  std::int64_t differing_keys = 0;
};

// Two data centers, or one with itself (its racks), frame by frame, each RunResult::frame_ns wide.
struct PairFrames {
  std::string first;
  std::string second;
  std::vector<std::int64_t> differing_keys;  // the most at any time of the frame
  std::vector<bool> cut;                     // something between them was, in the frame
};

struct FaultBand {
  std::string label;
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;
  bool ends = true;  // false: it lasts until the run is over
};

// Windows of time stand side by side, each RunResult::window_ns wide. One in which nothing happened
// is left out.
struct ServiceWindow {
  std::int64_t from_ns = 0;
  std::uint64_t attempted = 0;  // operations that clients of the data center asked for in it
  std::uint64_t served = 0;     // of these: answered by a replica, as in availability_ppm
  Quantiles latency_ns;         // of the served
};
struct LagWindow {
  std::int64_t from_ns = 0;
  std::uint64_t arrived = 0;  // copies of the updates acknowledged in it that the other side got
  std::uint64_t missing = 0;  // copies that it never got
  Quantiles lag_ns;           // of the arrived, from the client's answer on
};

// Copies of acknowledged updates that replicas still lacked.
struct MissingWindow {
  std::int64_t from_ns = 0;
  std::uint64_t most = 0;    // at one time
  std::uint64_t at_end = 0;  // of the window
};
// What replication took; of what replicas keep, the most at one time. None: nobody told.
struct CostWindow {
  std::int64_t from_ns = 0;
  std::uint64_t wire_bytes = 0;
  std::uint64_t wire_messages = 0;
  std::optional<std::uint64_t> metadata_bytes;
  std::optional<std::uint64_t> tombstones;
};
// How far wall clocks of a data center's machines were off at most, either way.
struct ClockWindow {
  std::int64_t from_ns = 0;
  std::int64_t ahead_ns = 0;
  std::int64_t behind_ns = 0;
};

// Keys of one type, by how many updates of one were concurrent at most.
struct ConflictPressure {
  std::string type;
  std::uint64_t width = 0;
  bool exact = true;  // false: the width is a lower bound
  std::uint64_t keys = 0;
  std::uint64_t updates = 0;
  std::uint64_t concurrent_pairs = 0;
};

// A machine or a data center went down, and the acknowledged updates that were lost by that.
struct OutageLoss {
  std::int64_t at_ns = 0;
  std::string disk_kept;  // "synced"; of what was lost by no outage: nothing
  std::string where;      // a data center, a machine, a role on it; empty: lost by no outage
  std::uint64_t never_replicated = 0;
  std::uint64_t lost_crash = 0;
  // How long before the outage the first and the last of them were acknowledged.
  std::int64_t oldest_ns = 0;
  std::int64_t newest_ns = 0;
};

// How much of what had been acknowledged before they were asked reads did not see.
struct ReadStaleness {
  std::uint64_t reads = 0;  // of a key
  std::uint64_t stale = 0;
  Quantiles updates;  // unseen, of all reads
  Quantiles age_ns;   // of the oldest of them; 0: all were seen
};
// Reads by how long before them the last update was acknowledged, from `from_ns` to double that;
// the first: less than a millisecond.
struct ReadsByAge {
  std::int64_t from_ns = 0;
  std::uint64_t reads = 0;
  std::uint64_t stale = 0;  // did not see that update
};

// Of core replicas at the end.
struct Overhead {
  std::uint64_t keys = 0;
  std::uint64_t copies = 0;  // keys, each as often as replicas show it
  std::uint64_t user_bytes = 0;
  std::optional<std::uint64_t> metadata_bytes;
};

// Conflicts that stamps decided, by what the ledger says of the losers.
struct ClockDecisions {
  std::uint64_t by_stamps = 0;
  std::uint64_t against_true_time = 0;  // the loser was the later one
  std::uint64_t inverted = 0;           // … and had seen the winner
  std::int64_t offset_max_ns = 0;       // of the clocks of machines when commands ran there
};

inline constexpr const char* kAllWays = "all";

struct EngineResult {
  std::string engine;
  std::uint64_t fingerprint = 0;
  std::uint64_t events = 0;
  std::int64_t virtual_ns = 0;
  struct Operations {
    std::uint64_t issued = 0, ok = 0, failed = 0, indeterminate = 0;
  } operations;
  std::optional<std::uint64_t> updates;
  using Ledger = std::map<LedgerClass, std::uint64_t>;
  std::optional<Ledger> ledger;  // every class present
  std::map<std::string, Ledger> ledger_by_type;
  std::optional<bool> converged;
  std::optional<std::int64_t> converged_after_heal_ns;
  std::optional<std::uint64_t> differing_keys;
  std::vector<Stuck> stuck;
  std::optional<std::int64_t> divergence_area_key_ns;
  std::optional<std::map<std::string, Quantiles>> staleness_ns;  // "A->B"
  // By data center, where anybody was served; p95 is not written.
  std::map<std::string, Quantiles> latency_ns;
  std::map<std::string, std::int64_t> availability_ppm;  // by data center
  std::map<std::string, std::uint64_t> unavailable;      // by cause
  std::uint64_t wire_messages = 0;
  std::uint64_t wire_bytes = 0;
  std::optional<std::uint64_t> metadata_bytes_peak;
  std::optional<std::uint64_t> tombstones_peak;
  std::map<std::string, std::uint64_t> marks;

  std::vector<CheckResult> checks;
  std::vector<Finding> findings;
  std::vector<OperationRecord> history;
  std::vector<DivergencePoint> divergence;
  std::map<std::string, std::vector<ServiceWindow>> service;  // by data center
  std::map<std::string, std::vector<LagWindow>> lag;          // "A->B"; none where not observed
  // Observed, and only with RunOptions::keep_series.
  std::map<std::string, std::vector<MissingWindow>> missing;  // "A->B", and all of them: kAllWays
  std::map<std::string, std::vector<ClockWindow>> clock_windows;  // by data center
  std::vector<ConflictPressure> conflicts;
  std::vector<OutageLoss> outage_losses;
  std::map<std::string, ReadStaleness> read_staleness;          // by the client's data center
  std::map<std::string, std::vector<ReadsByAge>> reads_by_age;  // the same
  std::optional<Overhead> overhead;
  std::optional<ClockDecisions> clocks;  // with a ledger
  // Only with RunOptions::keep_series.
  std::vector<Milestone> course;
  std::vector<CostWindow> costs;
  std::vector<PairFrames> pair_divergence;  // empty also with very many data centers
  // Fate of each issued effect, by (operation, unit): what pairs two engines.
  using Fates = std::map<std::pair<std::uint64_t, std::uint32_t>, LedgerClass>;
  Fates fates;
  [[nodiscard]] std::uint64_t lost() const;
};

struct RunResult {
  std::vector<EngineResult> engines;
  std::vector<FaultBand> faults;
  std::int64_t load_end_ns = 0;  // last arrival; the second phase begins at heal_ns
  std::int64_t heal_ns = 0;
  std::int64_t window_ns = 1;  // width of the windows of time
  std::int64_t frame_ns = 1;  // … and of the frames of PairFrames, of which there are at most 240
  bool interrupted = false;
  // Under every engine each command was asked at the same time. Else clients waited for answers,
  // and engines are paired by what was to be asked.
  bool paired_by_time = true;
};

}  // namespace faultline::sim
