// Causal consistency in O(accesses * sessions): of each session the last write that comes before a
// read decides, as the earlier ones come before it.

#include "sim/causality/bad_patterns.h"
#include "sim/causality/causal_steps.h"

namespace faultline::sim {
namespace {

class WrongReads {
 public:
  explicit WrongReads(const CausalOrder& order) : order_(&order), accesses_(&order.accesses()) {}

  void judge(AccessIndex read) {
    const RegisterAccess& access = (*accesses_)[read];
    if (access.writes) return;
    const AccessIndex source = accesses_->source_of(read);
    if (access.value == kInitialValue)
      judge_initial(read);
    else if (source != kNoAccess)
      judge_overwritten(read, source);
  }
  void add_to(std::vector<BadPattern>& patterns) const {
    for (const BadPattern* each : {&initial_, &overwritten_})
      if (each->occurrences > 0) patterns.push_back(*each);
  }

 private:
  void judge_initial(AccessIndex read) {
    bool wrong = false;
    accesses_->first_writes((*accesses_)[read].key, order_->clocks().of(read),
                            [&](AccessIndex write) {
                              wrong = true;
                              if (initial_.occurrences < kStoriesCompared)
                                keep_shorter_story(initial_, steps_between(*order_, write, read));
                            });
    if (wrong) ++initial_.occurrences;
  }
  void judge_overwritten(AccessIndex read, AccessIndex source) {
    bool wrong = false;
    accesses_->last_writes(
        (*accesses_)[read].key, order_->clocks().of(read), [&](AccessIndex write) {
          if (write == source || !order_->before(source, write)) return;
          wrong = true;
          if (overwritten_.occurrences >= kStoriesCompared) return;
          std::vector<CausalStep> steps = steps_between(*order_, source, write);
          steps.pop_back();
          const std::vector<CausalStep> rest = steps_between(*order_, write, read);
          steps.insert(steps.end(), rest.begin(), rest.end());
          keep_shorter_story(overwritten_, std::move(steps));
        });
    if (wrong) ++overwritten_.occurrences;
  }

  const CausalOrder* order_;
  const Accesses* accesses_;
  BadPattern initial_{PatternKind::kWriteCoInitRead, 0, {}};
  BadPattern overwritten_{PatternKind::kWriteCoRead, 0, {}};
};

}  // namespace

std::string_view word(PatternKind kind) {
  switch (kind) {
    case PatternKind::kCyclicCo:
      return "cyclic_co";
    case PatternKind::kThinAirRead:
      return "thin_air_read";
    case PatternKind::kWriteCoInitRead:
      return "write_co_init_read";
    case PatternKind::kWriteCoRead:
      return "write_co_read";
    case PatternKind::kCyclicCf:
      return "cyclic_cf";
    case PatternKind::kWriteHbInitRead:
      return "write_hb_init_read";
    case PatternKind::kCyclicHb:
      return "cyclic_hb";
  }
  return {};
}

std::vector<BadPattern> consistency_patterns(const CausalOrder& order) {
  const Accesses& accesses = order.accesses();
  std::vector<BadPattern> patterns;
  if (order.cycle())
    patterns.push_back({PatternKind::kCyclicCo, order.cycle()->components,
                        steps_along(accesses, order.cycle()->accesses, true)});
  BadPattern thin_air{PatternKind::kThinAirRead, 0, {}};
  for (AccessIndex i = 0; i < accesses.size(); ++i)
    if (accesses.from_thin_air(i) && thin_air.occurrences++ == 0) thin_air.steps = {{i}};
  if (thin_air.occurrences > 0) patterns.push_back(thin_air);
  if (order.cycle()) return patterns;
  WrongReads wrong(order);
  for (const AccessIndex access : order.in_order()) wrong.judge(access);
  wrong.add_to(patterns);
  return patterns;
}

}  // namespace faultline::sim
