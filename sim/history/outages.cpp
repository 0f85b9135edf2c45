#include "sim/history/outages.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::HostId;
using engine::Instant;

std::string_view word_of(DiskFate disk) {
  switch (disk) {
    case DiskFate::kAll:
      return "all";
    case DiskFate::kSynced:
      return "synced";
    case DiskFate::kTorn:
      return "torn";
    case DiskFate::kNothing:
      return "nothing";
    case DiskFate::kRotten:
      return "rotten";
    case DiskFate::kMisdirected:
      return "misdirected";
    case DiskFate::kTruncated:
      return "truncated";
    case DiskFate::kOlder:
      return "older";
  }
  return "";
}

class Outages {
 public:
  explicit Outages(const History& history);
  void add(const EffectEntry& effect, LedgerClass ledger_class);
  [[nodiscard]] std::vector<OutageLoss> rows() &&;

 private:
  using Row = std::size_t;
  struct Stroke {
    Instant at{};
    std::string role;  // empty: of every one
    Row row = 0;
  };
  // What went down at one moment in one data center.
  using Blow = std::tuple<Instant, DatacenterId, std::string, DiskFate>;

  void add_rows(const Blow& blow, const std::set<HostId>& hosts);
  Row add_row(const Blow& blow, const std::string& where);
  [[nodiscard]] engine::ProcessId process_of(const EffectEntry& effect, LocalReplica replica) const;
  // That which took what the replica's process held from then on; null: none.
  [[nodiscard]] const Stroke* stroke_of(const EffectEntry& effect, LocalReplica replica) const;

  const History& history_;
  std::vector<OutageLoss> rows_;
  OutageLoss elsewhere_;
  std::map<HostId, std::vector<Stroke>> strokes_;  // in the order of time
  std::map<DatacenterId, std::size_t> machines_;
};

Outages::Outages(const History& history) : history_(history) {
  for (std::uint32_t i = 0; const HostPlace* host = history.host(HostId(i)); ++i)
    ++machines_[host->datacenter];
  std::map<Blow, std::set<HostId>> blows;
  for (const Disturbed& each : history.disturbances()) {
    // A data center that is removed takes what it had alone along; a machine hands it over.
    if (const auto* departed = std::get_if<Departed>(&each.what); departed && each.from > Instant())
      for (const HostId gone : departed->hosts) {
        const HostPlace* place = history.host(gone);
        if (place != nullptr && history.removed(place->datacenter, each.from))
          blows[{each.from, place->datacenter, "", DiskFate::kNothing}].insert(gone);
      }
    const auto* down = std::get_if<Down>(&each.what);
    const HostPlace* host = down == nullptr ? nullptr : history.host(down->host);
    if (host != nullptr)
      blows[{each.from, host->datacenter, down->role, down->disk}].insert(down->host);
  }
  for (const auto& [blow, hosts] : blows) add_rows(blow, hosts);
}

void Outages::add_rows(const Blow& blow, const std::set<HostId>& hosts) {
  const auto& [at, datacenter, role, disk] = blow;
  const bool whole = hosts.size() == machines_[datacenter] && hosts.size() > 1;
  Row row = whole ? add_row(blow, history_.datacenter_name(datacenter)) : 0;
  for (const HostId host : hosts) {
    if (!whole) row = add_row(blow, history_.host(host)->name);
    strokes_[host].push_back({at, role, row});
  }
}

Outages::Row Outages::add_row(const Blow& blow, const std::string& where) {
  const auto& [at, datacenter, role, disk] = blow;
  OutageLoss row;
  row.at_ns = engine::nanoseconds_of(at);
  row.disk_kept = word_of(disk);
  row.where = role.empty() ? where : where + "/" + role;
  rows_.push_back(std::move(row));
  return rows_.size() - 1;
}

// Where the command ran, at its home; elsewhere the one that serves the key.
engine::ProcessId Outages::process_of(const EffectEntry& effect, LocalReplica replica) const {
  const KeyEntry& key = history_.keys()[effect.key];
  if (replica == effect.home)
    for (const Execution& execution : history_.operation(effect.operation).executions)
      if (history_.copy_of(execution.replica) == key.copies[replica]) return execution.replica;
  return key.replicas[replica];
}

const Outages::Stroke* Outages::stroke_of(const EffectEntry& effect, LocalReplica replica) const {
  const engine::ProcessId process = process_of(effect, replica);
  const auto strokes = strokes_.find(history_.place(process).host);
  if (strokes == strokes_.end()) return nullptr;
  const auto& placements = history_.deployment().placements;
  const auto met =
      std::find_if(strokes->second.begin(), strokes->second.end(), [&](const Stroke& stroke) {
        return stroke.at >= effect.holdings[replica].first_at() &&
               (stroke.role.empty() || (process.value() < placements.size() &&
                                        placements[process.value()].role == stroke.role));
      });
  return met == strokes->second.end() ? nullptr : &*met;
}

void Outages::add(const EffectEntry& effect, LedgerClass ledger_class) {
  const Stroke* last = nullptr;
  for (LocalReplica r = 0; r < effect.holdings.size(); ++r) {
    if (!effect.holdings[r].ever()) continue;
    const Stroke* stroke = stroke_of(effect, r);
    if (stroke != nullptr && (last == nullptr || last->at < stroke->at)) last = stroke;
  }
  OutageLoss& row = last == nullptr ? elsewhere_ : rows_[last->row];
  const bool first = row.never_replicated + row.lost_crash == 0;
  ++(ledger_class == LedgerClass::kLostCrash ? row.lost_crash : row.never_replicated);
  if (last == nullptr) return;
  const Instant answered = *history_.operation(effect.operation).returned;
  const std::int64_t before = std::max<std::int64_t>(0, (last->at - answered).count());
  row.oldest_ns = std::max(row.oldest_ns, before);
  row.newest_ns = first ? before : std::min(row.newest_ns, before);
}

std::vector<OutageLoss> Outages::rows() && {
  if (elsewhere_.never_replicated + elsewhere_.lost_crash > 0)
    rows_.push_back(std::move(elsewhere_));
  return std::move(rows_);
}

}  // namespace

std::vector<OutageLoss> outage_losses(const History& history, const EngineResult::Fates& fates) {
  Outages outages(history);
  for (const auto& [update, fate] : fates) {
    if (fate != LedgerClass::kNeverReplicated && fate != LedgerClass::kLostCrash) continue;
    const auto operation = static_cast<OperationIndex>(update.first - 1);
    const EffectIndex effect = history.operation(operation).effects.at(update.second);
    outages.add(history.effects()[effect], fate);
  }
  return std::move(outages).rows();
}

}  // namespace faultline::sim
