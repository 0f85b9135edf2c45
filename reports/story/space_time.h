// A space-time diagram (Lamport 1978) as a plain value: replicas as lines, what happened to some
// operations of a key at each, the way of every copy, and what faults were in force. Drawn as text
// and as SVG from this alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::reports {

enum class Happening {
  kAsked,     // a client sent it
  kAnswered,  // late or with an error: the rest is answered as soon as it ran
  kRan,
  kArrived,
  kIdle,      // it ran and changed nothing there
  kRepaired,  // a read repair wrote it
  kBack,      // again there: read from disk, or sent again
  kGone,      // no longer there: crashed, or replaced by an older state
  kNeverCame,
  kDown,
  kUp,
  kPaused,
  kResumed,
  kTookOver  // another process serves the key from then on
};

struct SpaceTime {
  // A replica of the key, or several of one data center to which the same happened.
  struct Line {
    std::string datacenter;
    std::string name;   // without its data center
    std::string shows;  // at the end
  };
  struct Operation {
    std::uint64_t number = 0;
    std::string client;
    std::string datacenter;
    std::string command;  // "·" stands for the key
    bool lost = false;
  };
  struct Event {
    Happening what{};
    std::int64_t at_ns = 0;
    std::optional<std::size_t> line;       // none: at the client
    std::optional<std::size_t> operation;  // none: of the replica itself
    std::string note;                      // "over 380": it took the place of that operation
  };
  // Of a message, from one event to another; to a kNeverCame: it got lost.
  struct Arrow {
    std::size_t from = 0;
    std::size_t to = 0;
  };
  // A fault; of one line, or of all.
  struct Band {
    std::string label;
    std::int64_t from_ns = 0;
    std::optional<std::int64_t> to_ns;  // none: it lasts
    std::optional<std::size_t> line;
  };
  std::string title;
  std::vector<Line> lines;  // by data center
  std::vector<Operation> operations;
  std::vector<Event> events;  // in order of time
  std::vector<Arrow> arrows;
  std::vector<Band> bands;  // in order of time; those of all lines before those of one
};

// "●": what stands before an event's operation, in text and in SVG.
[[nodiscard]] std::string_view sign_of(Happening what);
// What the sign means, for a legend.
[[nodiscard]] std::string_view meaning_of(Happening what);
// "● 412 over 380".
[[nodiscard]] std::string event_text(const SpaceTime& diagram, const SpaceTime::Event& event);

}  // namespace faultline::reports
