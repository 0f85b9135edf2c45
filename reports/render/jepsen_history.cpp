#include "reports/render/jepsen_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/commands/command.h"
#include "reports/metrics/client_threads.h"
#include "reports/render/edn.h"

namespace faultline::reports {

namespace {

using engine::Bytes;
using engine::output::Outcome;

// What Jepsen says of an operation.
struct JepsenOperation {
  std::string f;
  std::string asked;        // :value
  std::string answered;     // :value of :ok
  bool with_reply = false;  // the answer is not in :value
};

// Reads and writes of whole strings, in the order of the arguments.
struct Access {
  bool writes = false;
  Bytes key;
  Bytes value{};       // written
  std::string read{};  // as EDN
};

std::string read_value(const sim::OperationRecord& operation, std::size_t index, bool several) {
  if (!operation.reply) return "nil";
  if (!several) return edn_reply(*operation.reply);
  const auto* values = std::get_if<std::vector<engine::Reply>>(&operation.reply->value);
  return values != nullptr && index < values->size() ? edn_reply((*values)[index]) : "nil";
}

// Empty: it is something else than reads and plain writes of whole strings. With options a SET may
// not write, or for a while only.
std::vector<Access> accesses_of(const sim::OperationRecord& operation) {
  const engine::Arguments& command = operation.command;
  const engine::CommandKind* kind =
      command.empty() ? nullptr : engine::find_command(command.front().view());
  const std::string_view name = kind == nullptr ? "" : kind->name;
  std::vector<Access> accesses;
  if (name == "GET" && command.size() == 2) {
    accesses.push_back({false, command[1], {}, read_value(operation, 0, false)});
  } else if (name == "SET" && command.size() == 3) {
    accesses.push_back({true, command[1], command[2]});
  } else if (name == "GETSET" && command.size() == 3) {
    accesses.push_back({false, command[1], {}, read_value(operation, 0, false)});
    accesses.push_back({true, command[1], command[2]});
  } else if (name == "MGET" && command.size() >= 2) {
    for (std::size_t i = 1; i < command.size(); ++i)
      accesses.push_back({false, command[i], {}, read_value(operation, i - 1, true)});
  } else if (name == "MSET" && command.size() >= 3 && command.size() % 2 == 1) {
    for (std::size_t i = 1; i < command.size(); i += 2)
      accesses.push_back({true, command[i], command[i + 1]});
  }
  return accesses;
}

JepsenOperation as_transaction(const std::vector<Access>& accesses) {
  std::string asked;
  std::string answered;
  for (const Access& each : accesses) {
    const std::string blank = asked.empty() ? "" : " ";
    const std::string key = edn_string(each.key.view());
    const std::string written = each.writes ? edn_string(each.value.view()) : "";
    const auto micro = [&](const std::string& value) {
      return fmt::format("{}[{} {} {}]", blank, each.writes ? ":w" : ":r", key, value);
    };
    asked += micro(each.writes ? written : "nil");
    answered += micro(each.writes ? written : each.read);
  }
  return {":txn", "[" + asked + "]", "[" + answered + "]"};
}

JepsenOperation as_command(const engine::Arguments& command) {
  const std::optional<std::string> keyword =
      command.empty() ? std::nullopt : edn_keyword(command.front().view());
  std::string value;
  for (std::size_t i = keyword ? 1 : 0; i < command.size(); ++i)
    value += (value.empty() ? "" : " ") + edn_string(command[i].view());
  value = "[" + value + "]";
  return {keyword.value_or(":command"), value, value, true};
}

JepsenOperation jepsen_operation(const sim::OperationRecord& operation,
                                 const std::optional<Bytes>& key) {
  const std::vector<Access> accesses = accesses_of(operation);
  if (accesses.empty()) return as_command(operation.command);
  if (!key) return as_transaction(accesses);
  // The last one counts where the key is named twice; of both kinds at once no register knows.
  const Access* own = nullptr;
  for (const Access& each : accesses) {
    if (each.key != *key) continue;
    if (own != nullptr && own->writes != each.writes) return as_command(operation.command);
    own = &each;
  }
  if (own == nullptr) return as_command(operation.command);
  if (!own->writes) return {":read", "nil", own->read};
  const std::string value = edn_string(own->value.view());
  return {":write", value, value};
}

class JepsenWriter {
 public:
  JepsenWriter(const std::vector<sim::OperationRecord>& history, const std::optional<Bytes>& key)
      : history_(history), key_(key), threads_(client_threads(history)) {
    for (std::size_t i = 0; i < threads_.threads.size(); ++i) processes_.push_back(i);
  }

  std::string take() {
    for (const std::size_t place : threads_.order) {
      const sim::OperationRecord& operation = history_[place];
      complete_before(operation);
      end_ns_ = std::max(end_ns_, operation.invoke_ns);
      write("invoke", place, operation.invoke_ns);
      if (operation.return_ns)
        open_.insert({*operation.return_ns, place});
      else
        unreturned_.push_back(place);
    }
    while (!open_.empty()) complete(*open_.begin());
    for (const std::size_t place : unreturned_) write("info", place, end_ns_);
    return std::move(text_);
  }

 private:
  using Open = std::pair<std::int64_t, std::size_t>;  // when it returns, its place

  // Who returns as another client asks is taken for concurrent with it, since nobody knows which
  // came first; a client of its own waits for the answer.
  void complete_before(const sim::OperationRecord& operation) {
    while (!open_.empty() && open_.begin()->first < operation.invoke_ns) complete(*open_.begin());
    for (auto each = open_.begin(); each != open_.end() && each->first == operation.invoke_ns;) {
      const Open open = *each++;
      const sim::OperationRecord& other = history_[open.second];
      if (other.client == operation.client && other.dc == operation.dc) complete(open);
    }
  }

  void complete(Open open) {  // a copy: it is taken out of the set
    open_.erase(open);
    end_ns_ = std::max(end_ns_, open.first);
    const Outcome outcome = history_[open.second].outcome;
    write(outcome == Outcome::kOk       ? "ok"
          : outcome == Outcome::kFailed ? "fail"
                                        : "info",
          open.second, open.first);
    // A process that does not know what became of its operation has crashed; another one goes on in
    // its thread.
    if (outcome == Outcome::kIndeterminate)
      processes_[threads_.of[open.second]] += threads_.threads.size();
  }

  void write(std::string_view type, std::size_t place, std::int64_t at_ns) {
    const sim::OperationRecord& operation = history_[place];
    const JepsenOperation told = jepsen_operation(operation, key_);
    text_ += fmt::format("{{:index {}, :type :{}, :process {}, :f {}, :value {}, :time {}",
                         index_++, type, processes_[threads_.of[place]], told.f,
                         type == "ok" ? told.answered : told.asked, at_ns);
    if (type != "invoke" && operation.reply) {
      if (const auto* error = std::get_if<engine::Error>(&operation.reply->value))
        text_ += ", :error " + edn_string(error->text.view());
      else if (type == "ok" && told.with_reply)
        text_ += ", :reply " + edn_reply(*operation.reply);
    }
    text_ += fmt::format(", :operation {}, :client {}, :dc {}}}\n", operation.operation,
                         edn_string(operation.client), edn_string(operation.dc));
  }

  const std::vector<sim::OperationRecord>& history_;
  const std::optional<Bytes>& key_;
  ClientThreads threads_;
  std::vector<std::size_t> processes_;  // by thread, the one that is there now
  std::set<Open> open_;
  std::vector<std::size_t> unreturned_;
  std::int64_t end_ns_ = 0;
  std::uint64_t index_ = 0;
  std::string text_;
};

}  // namespace

std::vector<Bytes> keys_named(const engine::Arguments& command) {
  const engine::CommandKind* kind =
      command.empty() ? nullptr : engine::find_command(command.front().view());
  return kind == nullptr ? std::vector<Bytes>() : engine::keys_of(*kind, command);
}

bool names_key(const engine::Arguments& command, const Bytes& key) {
  const std::vector<Bytes> keys = keys_named(command);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string jepsen_history(const std::vector<sim::OperationRecord>& history,
                           const std::optional<Bytes>& key) {
  if (!key) return JepsenWriter(history, key).take();
  std::vector<sim::OperationRecord> own;
  for (const sim::OperationRecord& operation : history)
    if (names_key(operation.command, *key)) own.push_back(operation);
  return JepsenWriter(own, key).take();
}

}  // namespace faultline::reports
