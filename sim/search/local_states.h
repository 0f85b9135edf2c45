// The states that single replicas get into, each once: two courses of a replica that leave the same
// digest (engine/ports/lone_replica.h: all that decides what it does from now on) are one. A state
// is reached again by replay of the steps that first led there; each step from each state is run
// once, whatever the others do meanwhile: choices at different replicas commute.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/search/order_plan.h"

namespace faultline::sim {

using LocalState = std::uint32_t;
using MessageId = std::uint32_t;  // equal messages of one source are one
using ShownId = std::uint32_t;

class LocalStates {
 public:
  explicit LocalStates(const OrderPlan& plan);

  [[nodiscard]] LocalState start(std::uint32_t datacenter) const { return starts_[datacenter]; }
  struct Issued {
    LocalState after = 0;
    std::vector<MessageId> messages;
  };
  [[nodiscard]] Issued issue(LocalState state, std::uint32_t client, std::uint32_t command);
  [[nodiscard]] LocalState deliver(LocalState state, MessageId message);
  // What clients see there, the same number for the same text.
  [[nodiscard]] ShownId shown(LocalState state);
  [[nodiscard]] const std::string& text(ShownId shown) const { return texts_[shown]; }

 private:
  struct Message {
    engine::Bytes bytes;
    engine::WallTime wall{};
    engine::Opaque<engine::OperationId> operation;
    static constexpr auto fields() {
      return std::tuple{&Message::bytes, &Message::wall, &Message::operation};
    }
  };
  struct Step {
    std::optional<MessageId> message;  // none: a client's command
    std::uint32_t client = 0;
    std::uint32_t command = 0;
  };
  struct Local {
    std::uint32_t datacenter = 0;
    LocalState before = 0;
    Step step{};
    std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, Issued>> issued{};
    std::vector<std::pair<MessageId, LocalState>> delivered{};
    std::optional<ShownId> shown{};
  };
  [[nodiscard]] std::unique_ptr<engine::LoneReplica> replay(LocalState state) const;
  std::vector<engine::Bytes> take(engine::LoneReplica& replica, std::uint32_t datacenter,
                                  const Step& step) const;
  LocalState number(const engine::LoneReplica& replica, LocalState before, const Step& step);
  MessageId number(Message message);

  const OrderPlan& plan_;
  std::deque<Local> locals_;
  std::vector<LocalState> starts_;
  std::map<std::pair<std::uint32_t, engine::Hash128>, LocalState> by_digest_;
  std::vector<Message> messages_;
  std::map<engine::Hash128, MessageId> by_content_;
  std::vector<std::string> texts_;
  std::map<std::string, ShownId> by_text_;
};

}  // namespace faultline::sim
