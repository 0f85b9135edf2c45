// How the managers of a cluster agree on one leader and on the roles it gave out: Raft (Ongaro and
// Ousterhout 2014, section 5) for a state of one small value that each change replaces whole. A
// leader leads only while most managers have lately said that they follow it, and none of them
// elects another meanwhile (the lease of Ongaro's thesis, section 6.4.1), so two never lead at
// once.
//
// A manager whose disk was lost does not know what it promised: it stands aside until a leader
// tells it the roles, or for kForgetfulFor if there is none; then it begins with a term and an
// epoch that nobody has used. So does one that is added to a cluster.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/active_active/roles.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

inline constexpr Duration kForgetfulFor = std::chrono::seconds(10);  // basis: chosen

inline constexpr TimerId kPatienceTimer{2};
// Epochs from here on: the roles had been forgotten once, and the epochs in use with them.
inline constexpr Epoch kCountedEpochs = Epoch{1} << 31;

class Election {
 public:
  // `managers`: of the cluster, the first one campaigns at once.
  Election(ProcessId self, std::vector<ProcessId> managers, Roles at_first);

  // From now on these vote; everybody is told at once. Without itself among them it takes no part.
  // Where a majority of these may know less than a majority of those before, nobody is believed to
  // know the roles: they are found out anew.
  void set_managers(std::vector<ProcessId> managers, const StepContext& context, Outputs& outputs);
  // It was added to a cluster that was there before, for that many times by now: what it may know
  // from before is old.
  void join(std::uint32_t times, const StepContext& context, Outputs& outputs);
  void start(const input::Started& started, const StepContext& context, Outputs& outputs);
  // Every kHeartbeatEvery.
  void tick(const StepContext& context, Outputs& outputs);
  // When kPatienceTimer fires, which it sets itself.
  void patience_ends(const StepContext& context, Outputs& outputs);
  void receive(ProcessId from, const Candidacy& candidacy, const StepContext& context,
               Outputs& outputs);
  void receive(ProcessId from, const Vote& vote, const StepContext& context, Outputs& outputs);
  void receive(ProcessId from, const Lead& lead, const StepContext& context, Outputs& outputs);
  void receive(ProcessId from, const Accepted& accepted);
  void receive(const Resigned& resigned, const StepContext& context, Outputs& outputs);

  // Somebody has taken orders of that term and version: no earlier ones are obeyed any more. They
  // are later than the leader's own only where most managers had lost their disks.
  void outdated(std::uint64_t term, std::uint64_t version, const StepContext& context,
                Outputs& outputs);

  [[nodiscard]] bool leads(MonotonicTime now) const;
  // Since when; leaders only.
  [[nodiscard]] MonotonicTime leads_since() const { return leads_since_; }
  // What most managers have accepted; null: nothing yet of this term.
  [[nodiscard]] const AgreedRoles* agreed() const;
  // No change is under way.
  [[nodiscard]] bool settled() const;
  // Leaders only, once settled.
  void propose(Roles roles, const StepContext& context, Outputs& outputs);

 private:
  struct Kept {                   // on disk
    std::uint64_t promised = 0;   // to others: no leader of an earlier term is followed
    std::uint64_t candidacy = 0;  // the latest of its own, never to be used again
    AgreedRoles accepted;
    std::vector<ProcessId> managers;  // as told last; none: it was not told
    bool forgetful = false;           // it stands aside
    std::uint32_t joined = 0;         // how often it came to a cluster that was there
    static constexpr auto fields() {
      return std::tuple{&Kept::promised, &Kept::candidacy, &Kept::accepted,
                        &Kept::managers, &Kept::forgetful, &Kept::joined};
    }
  };
  struct Follower {
    std::uint64_t version = 0;  // accepted of this term
    MonotonicTime sent{};       // of the latest Lead that it answered
  };
  void campaign(const StepContext& context, Outputs& outputs);
  void stand_aside(const StepContext& context, Outputs& outputs);
  void forget_roles(const StepContext& context);
  // It campaigns if nobody leads by some time after `from`.
  void be_patient(MonotonicTime from, const StepContext& context, Outputs& outputs) const;
  void lead(const StepContext& context, Outputs& outputs);
  void tell_followers(const StepContext& context, Outputs& outputs) const;
  void keep(Outputs& outputs) const;
  // It has promised nothing and knows of nothing yet.
  [[nodiscard]] bool is_new() const { return kept_.promised == 0 && kept_.accepted.term == 0; }
  // What others say, late perhaps, is not heard.
  [[nodiscard]] bool is_manager(ProcessId process) const;
  [[nodiscard]] bool takes_part() const;
  [[nodiscard]] std::size_t majority() const { return managers_.size() / 2 + 1; }
  // What at least a majority has reached, of the leader's own and its followers' values.
  template <class Value, class Of>
  [[nodiscard]] Value reached_by_most(Value own, const Of& of) const;

  ProcessId self_;
  std::vector<ProcessId> managers_;
  Kept kept_;
  MonotonicTime follows_until_{};           // promised not to elect another before
  std::map<ProcessId, AgreedRoles> votes_;  // for this candidate
  bool candidate_ = false;
  MonotonicTime campaigned_at_{};
  bool leader_ = false;
  MonotonicTime leads_since_{};
  MonotonicTime leads_until_{};
  std::map<ProcessId, Follower> followers_;
};

}  // namespace faultline::engine::active_active
