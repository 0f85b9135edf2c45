// The boundary between an engine and whatever drives it. A process is a plain object that turns one
// input into an ordered list of outputs; it does no I/O, starts no thread, reads no clock and draws
// no number but from its context. The same engine could speak over real sockets.
//
// Contracts
// - The order of the outputs is the contract: what follows a Sync happens after the disk confirmed.
// - A connection is an ordered stream; one Send arrives as one Received, or the stream closes. The
//   host accepts connections and bytes, not the process: a paused process still "takes" writes.
// - A step occupies its process for the sum of its occupy() times; later inputs queue meanwhile.
// - A crash destroys the object, a restart makes a new one that gets Started with what the disk
//   kept. No process knows about crashes.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/codec.h"
#include "engine/base/ids.h"
#include "engine/base/prng.h"
#include "engine/base/time.h"
#include "engine/ports/buggify.h"
#include "engine/ports/observation.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

// Where a client connects to.
struct Endpoint {
  Endpoint(ProcessId to, Port at = {}) : process(to), port(at) {}
  ProcessId process;
  Port port;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

namespace input {

// First input of every object. The newest Replace that the disk kept, and the records appended
// after it, oldest first. `first_start` is false if this process has run before.
struct Started {
  Bytes snapshot;
  std::vector<Bytes> records;
  bool first_start = true;
};
// A connection is up: one that this process asked for, or one that it accepted (`accepted`) at that
// port.
struct Opened {
  ConnectionId connection;
  bool accepted = false;
  Port port{};
};
// The connection asked for did not come about: nobody listened, or no answer within the time-out.
struct Refused {
  ConnectionId connection;
};
// The stream ended: the peer closed or died, or the network reset it. Sends under way may be lost.
struct Closed {
  ConnectionId connection;
};
struct Received {
  ConnectionId connection;
  Bytes bytes;
};
// A message without a stream; it may never come, come twice, or after younger ones.
struct Datagram {
  ProcessId from;
  Bytes bytes;
};
struct TimerFired {
  TimerId timer;
};
// The application asks its client library for a command. Client processes only.
struct Requested {
  OperationId operation;
  Arguments command;
};

namespace administered {
// Pause or resume the replication stream from one member (`from`, a data center) into another.
struct Replication {
  DatacenterId from;
  DatacenterId to;
  bool paused = false;
};
// What reads and writes wait for from now on, by name; none: as configured.
struct Levels {
  std::string read;
  std::string write;
};
// Answer with observation::Contents for each key.
struct Inspect {
  std::vector<Bytes> keys;
};
// Answer with observation::Waiting, one a thing that this process waits for.
struct Describe {};
// To client libraries: from now on these are the endpoints, the preferred one first.
struct UseEndpoints {
  std::vector<Endpoint> endpoints;
};
// To the processes of a cluster: from now on these machines belong to it. Who was never told since
// it started: all of its deployment do.
struct Members {
  // Of these, one that came to a cluster which was there before; `times`: how often so far, since
  // who comes back knows what was agreed before it left.
  struct Joined {
    HostId host;
    std::uint32_t times = 0;
  };
  std::vector<HostId> hosts;
  std::vector<Joined> joined{};
};
// To client libraries: whether what was sent and not answered when a connection is lost is sent
// again, as many do without asking whether it may run twice.
struct Resend {
  bool on = false;
};
}  // namespace administered

struct Administered {
  std::variant<administered::Replication, administered::Levels, administered::Inspect,
               administered::Describe, administered::UseEndpoints, administered::Members,
               administered::Resend>
      request;
};

}  // namespace input

using Input =
    std::variant<input::Started, input::Opened, input::Refused, input::Closed, input::Received,
                 input::Datagram, input::TimerFired, input::Requested, input::Administered>;

namespace output {

struct Connect {
  ConnectionId connection;
  ProcessId to;
  Port port{};
};
struct Send {
  ConnectionId connection;
  Bytes bytes;
  std::uint32_t uncounted = 0;  // bytes no wire sees: opaque ids, what compression saves
};
struct Close {
  ConnectionId connection;
};
struct SendDatagram {
  ProcessId to;
  Bytes bytes;
};
// Fires once, `after` from now on the monotonic clock; setting it again moves it.
struct SetTimer {
  TimerId timer;
  Duration after{};
};
struct CancelTimer {
  TimerId timer;
};
struct Append {
  Bytes record;
};
// Puts a snapshot in the place of everything that was written before; atomic.
struct Replace {
  Bytes snapshot;
};
// Only the first so many of the records stay: what follows them was found unreadable.
struct Truncate {
  std::size_t records = 0;
};
struct Sync {};
// The program ends here, by a fault of its own: the last output of its object. It stays down until
// somebody starts it again.
struct Exit {};
// From now on the process accepts connections, or refuses them, as before it listens. At first it
// accepts.
struct Listen {
  bool on = true;
};

enum class Outcome { kOk, kFailed, kIndeterminate };
// The client library is done with an operation. kFailed: refused before anything was sent, or an
// error of the command itself. kIndeterminate: nobody knows whether it ran.
struct Respond {
  OperationId operation;
  Outcome outcome = Outcome::kOk;
  Reply reply;
};

}  // namespace output

using Output = std::variant<output::Connect, output::Send, output::Close, output::SendDatagram,
                            output::SetTimer, output::CancelTimer, output::Append, output::Replace,
                            output::Truncate, output::Sync, output::Exit, output::Listen,
                            output::Respond, Observation>;

// What a step leaves behind, in order.
class Outputs {
 public:
  explicit Outputs(bool observed = true) : observed_(observed) {}
  // Whose list uses the memory of that one, which is over.
  Outputs(bool observed, std::vector<Output> used) : list_(std::move(used)), observed_(observed) {
    list_.clear();
  }

  void connect(ConnectionId connection, const Endpoint& to) {
    add(output::Connect{connection, to.process, to.port});
  }
  void send(ConnectionId connection, Encoded message) {
    add(output::Send{connection, std::move(message.bytes), message.uncounted});
  }
  void close(ConnectionId connection) { add(output::Close{connection}); }
  void send_datagram(ProcessId to, Bytes bytes) { add(output::SendDatagram{to, std::move(bytes)}); }
  void set_timer(TimerId timer, Duration after) { add(output::SetTimer{timer, after}); }
  void cancel_timer(TimerId timer) { add(output::CancelTimer{timer}); }
  void append(Bytes record) { add(output::Append{std::move(record)}); }
  void replace(Bytes snapshot) { add(output::Replace{std::move(snapshot)}); }
  void truncate(std::size_t records) { add(output::Truncate{records}); }
  void sync() { add(output::Sync{}); }
  void exit() { add(output::Exit{}); }
  void listen(bool on) { add(output::Listen{on}); }
  void respond(OperationId operation, output::Outcome outcome, Reply reply) {
    add(output::Respond{operation, outcome, std::move(reply)});
  }
  template <class What>
  void observe(What&& what) {
    if (observed_) list_.emplace_back(std::in_place_type<Observation>, std::forward<What>(what));
  }
  // Whether anybody listens; lets a process leave out work that serves observations only.
  [[nodiscard]] bool observed() const { return observed_; }

  // This step keeps its process busy for that much longer.
  void occupy(Duration time) { occupied_ += time; }
  [[nodiscard]] Duration occupied() const { return occupied_; }

  [[nodiscard]] std::vector<Output>& list() { return list_; }
  [[nodiscard]] const std::vector<Output>& list() const { return list_; }

 private:
  template <class What>
  void add(What what) {
    list_.emplace_back(std::in_place_type<What>, std::move(what));
  }

  std::vector<Output> list_;
  Duration occupied_{};
  bool observed_;
};

// The disk of the machine that a process runs on.
class Disk {
 public:
  virtual ~Disk() = default;
  // The last write failed for want of room; a Sync is not confirmed before there is. Asked only by
  // who then acts otherwise: the fault that took the room counts how often.
  [[nodiscard]] virtual bool full() = 0;
};

struct StepContext {
  WallTime wall;
  MonotonicTime monotonic;
  Prng& random;                // this process's own named stream
  Disk* disk = nullptr;        // null: there is always room
  Buggify* buggify = nullptr;  // null: no point ever fires
  MonotonicTime arrived{};     // when the input came to the host; it may have waited since

  [[nodiscard]] bool disk_full() const { return disk != nullptr && disk->full(); }
  // Whether the process takes the rare path now. Then the point's mark says so.
  [[nodiscard]] bool fires(BuggifyPoint point, Outputs& outputs) const {
    if (buggify == nullptr || !buggify->fires(point)) return false;
    outputs.observe(observation::Mark{kind_of(point).mark});
    return true;
  }
};

class Process {
 public:
  virtual ~Process() = default;
  virtual void step(const Input& input, const StepContext& context, Outputs& outputs) = 0;
};

}  // namespace faultline::engine
