#include "sim/checkers/client_registers.h"

#include <map>

#include "engine/base/dictionary.h"
#include "engine/base/planted.h"

namespace faultline::sim {
namespace {

using engine::Bytes;

// What a command has to do with a register.
struct RegisterCommand {
  Bytes key;
  bool reads = false;
  std::optional<Bytes> written;
};

std::optional<RegisterCommand> register_command(const OperationEntry& operation) {
  const engine::Arguments& command = operation.command;
  if (operation.kind == nullptr) return std::nullopt;
  const std::string_view name = operation.kind->name;
  if (name == "GET" && command.size() == 2) return RegisterCommand{command[1], true, {}};
  if ((name == "SET" || name == "GETSET") && command.size() == 3)
    return RegisterCommand{command[1], name == "GETSET", command[2]};
  return std::nullopt;
}

// The value that a read returned; an empty one for none.
std::optional<std::optional<Bytes>> value_read(const OperationEntry& operation) {
  if (operation.outcome != engine::output::Outcome::kOk || !operation.reply) return std::nullopt;
  if (const auto* value = std::get_if<Bytes>(&operation.reply->value)) return *value;
  if (std::holds_alternative<engine::Nil>(operation.reply->value)) return std::optional<Bytes>();
  return std::nullopt;  // no answer that a register gives
}

struct Register {
  bool is_one = true;
  bool named = false;                           // by GET, SET or GETSET
  engine::Dictionary<std::uint32_t> values;     // written or read, each with its number
  engine::Dictionary<engine::Nothing> written;  // by a command that may have run
  engine::Dictionary<engine::Nothing> read;
  std::optional<std::uint32_t> number;
};

// One client's operations as lines of which each is in order.
class ClientLines {
 public:
  ClientLines(const History& history, ClientRegisters& registers,
              std::vector<std::vector<OperationIndex>>& operations)
      : history_(&history), registers_(&registers), operations_(&operations) {}

  // In the order in which they were asked.
  void add(OperationIndex index, const std::vector<RegisterAccess>& accesses) {
    std::vector<const Taken*> before;  // of each line the last that comes before
    Line* own = nullptr;
    for (Line& line : lines_) {
      auto last = line.taken.rbegin();
      while (last != line.taken.rend() && !comes_before(last->operation, index)) ++last;
      if (last == line.taken.rend()) continue;
      if (own == nullptr && last == line.taken.rbegin())
        own = &line;
      else
        before.push_back(&*last);
    }
    const std::vector<RegisterHistory::Place> earlier = just_before(before, own);
    if (own == nullptr) own = &new_line();
    auto& session = registers_->history.sessions[own->session];
    const auto first = static_cast<std::uint32_t>(session.size());
    for (const RegisterAccess& access : accesses) {
      session.push_back(access);
      (*operations_)[own->session].push_back(index);
    }
    for (const RegisterHistory::Place& place : earlier)
      registers_->history.ties.push_back({place, {own->session, first}});
    own->taken.push_back({index, {own->session, static_cast<std::uint32_t>(session.size() - 1)}});
  }

 private:
  struct Taken {
    OperationIndex operation = 0;
    RegisterHistory::Place last;  // of its accesses
  };
  struct Line {
    std::uint32_t session = 0;
    std::vector<Taken> taken;
  };

  [[nodiscard]] bool comes_before(OperationIndex one, OperationIndex other) const {
    const OperationEntry& earlier = history_->operation(one);
    const OperationEntry& later = history_->operation(other);
    if (earlier.outcome != engine::output::Outcome::kOk || !earlier.returned) return false;
    if (*earlier.returned != later.invoked) return *earlier.returned < later.invoked;
    // At the same instant only what was asked on the answer is known to come after it.
    const std::vector<Arrival>& arrivals = history_->load().arrivals;
    auto next = arrivals[one].next;
    while (next && *next < other) next = arrivals[*next].next;
    return next == other;
  }
  // Those that do not come before the one that was asked last of them and of the line's last.
  [[nodiscard]] std::vector<RegisterHistory::Place> just_before(
      const std::vector<const Taken*>& before, const Line* own) const {
    const auto asked = [&](const Taken* each) {
      return history_->operation(each->operation).invoked;
    };
    const Taken* latest = own != nullptr ? &own->taken.back() : nullptr;
    for (const Taken* each : before)
      if (latest == nullptr || asked(latest) < asked(each)) latest = each;
    std::vector<RegisterHistory::Place> places;
    for (const Taken* each : before)
      if (!comes_before(each->operation, latest->operation)) places.push_back(each->last);
    return places;
  }
  Line& new_line() {
    const auto session = static_cast<std::uint32_t>(registers_->history.sessions.size());
    registers_->history.sessions.emplace_back();
    operations_->emplace_back();
    lines_.push_back({session, {}});
    return lines_.back();
  }

  const History* history_;
  ClientRegisters* registers_;
  std::vector<std::vector<OperationIndex>>* operations_;
  std::vector<Line> lines_;
};

class Extraction {
 public:
  explicit Extraction(const History& history) : history_(&history) {}

  [[nodiscard]] ClientRegisters extract() {
    for (const OperationIndex index : history_->issued()) survey(history_->operation(index));
    registers_.visit([&](const Bytes&, const Register& each) {
      result_.left_out += each.named && !each.is_one;
    });
    std::map<std::uint32_t, ClientLines> clients;
    std::vector<std::vector<OperationIndex>> operations;
    for (const OperationIndex index : history_->issued()) {
      const std::vector<RegisterAccess> accesses = accesses_of(history_->operation(index));
      if (accesses.empty()) continue;
      clients.try_emplace(history_->operation(index).client, *history_, result_, operations)
          .first->second.add(index, accesses);
    }
    for (const auto& session : operations)
      result_.operations.insert(result_.operations.end(), session.begin(), session.end());
    return std::move(result_);
  }

 private:
  void survey(const OperationEntry& operation) {
    const auto command = register_command(operation);
    if (!command) {
      if (operation.kind != nullptr && operation.kind->access == engine::kWrite)
        for (const Bytes& key : engine::keys_of(*operation.kind, operation.command))
          registers_.try_emplace(key).first.is_one = false;
      return;
    }
    Register& its = registers_.try_emplace(command->key).first;
    its.named = true;
    if (!its.is_one) return;
    if (command->written && operation.outcome != engine::output::Outcome::kFailed &&
        !its.written.try_emplace(*command->written).second)
      its.is_one = false;
    if (const auto value = value_read(operation); command->reads && value && *value)
      its.read.try_emplace(**value);
  }
  [[nodiscard]] std::vector<RegisterAccess> accesses_of(const OperationEntry& operation) {
    const auto command = register_command(operation);
    std::vector<RegisterAccess> accesses;
    if (!command) return accesses;
    Register& its = *registers_.find(command->key);
    if (!its.is_one) return accesses;
    if (const auto value = value_read(operation); command->reads && value)
      accesses.push_back({false, 0, *value ? number_read(its, **value) : kInitialValue});
    if (command->written && (operation.outcome == engine::output::Outcome::kOk ||
                             (operation.outcome == engine::output::Outcome::kIndeterminate &&
                              its.read.contains(*command->written))))
      accesses.push_back({true, 0, number_of(its, *command->written)});
    if (accesses.empty()) return accesses;
    if (!its.number) {
      its.number = static_cast<std::uint32_t>(result_.keys.size());
      result_.keys.push_back(command->key);
    }
    for (RegisterAccess& access : accesses) {
      access.key = *its.number;
      ++(access.writes ? result_.writes : result_.reads);
      if (!access.writes && access.value != kInitialValue) ++result_.values_read;
    }
    return accesses;
  }
  static std::uint32_t number_read(Register& its, const Bytes& value) {
    const std::uint32_t number = number_of(its, value);
    return engine::planted(engine::PlantedBug::kReadTakenForOlder) && number > 1 ? number - 1
                                                                                 : number;
  }
  static std::uint32_t number_of(Register& its, const Bytes& value) {
    return its.values.try_emplace(value, static_cast<std::uint32_t>(its.values.size() + 1)).first;
  }

  const History* history_;
  engine::Dictionary<Register> registers_;
  ClientRegisters result_;
};

}  // namespace

ClientRegisters client_registers(const History& history) {
  return Extraction(history).extract();
}

}  // namespace faultline::sim
