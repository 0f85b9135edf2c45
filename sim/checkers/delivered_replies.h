// What clients got against what replicas answered: a reply may be right where the command ran and
// still reach the wrong request.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/checkers/findings.h"

namespace faultline::sim {

class DeliveredReplies {
 public:
  // A command that ran whole, not split over several replicas.
  void ran(OperationIndex operation, const engine::Reply& reply, const History& history);
  // Compares, once clients have got what they will get; the finding, if any is wrong.
  void conclude(const History& history, Findings& findings);
  [[nodiscard]] std::uint64_t wrong() const { return wrong_; }

 private:
  // The last reply; all of them where a client may have sent the command again and got any.
  std::map<OperationIndex, std::vector<engine::Reply>> answered_;
  std::uint64_t wrong_ = 0;
};

}  // namespace faultline::sim
