#include "reports/story/space_time.h"

#include <array>

namespace faultline::reports {

namespace {

struct Sign {
  std::string_view sign;
  std::string_view meaning;
};
// In the order of the happenings. Each sign is one column wide in any terminal.
constexpr std::array<Sign, 14> kSigns = {{{"▸", "a client asks"},
                                          {"◂", "its answer"},
                                          {"●", "runs"},
                                          {"◆", "arrives"},
                                          {"○", "runs without effect"},
                                          {"◇", "written by a read repair"},
                                          {"+", "there again"},
                                          {"-", "no longer there"},
                                          {"×", "never came"},
                                          {"v", "goes down"},
                                          {"^", "is up again"},
                                          {"=", "stands still"},
                                          {"^", "goes on"},
                                          {"*", "another process serves the key"}}};

}  // namespace

std::string_view sign_of(Happening what) {
  return kSigns.at(static_cast<std::size_t>(what)).sign;
}

std::string_view meaning_of(Happening what) {
  return kSigns.at(static_cast<std::size_t>(what)).meaning;
}

std::string event_text(const SpaceTime& diagram, const SpaceTime::Event& event) {
  std::string text(sign_of(event.what));
  if (event.operation) text += " " + std::to_string(diagram.operations[*event.operation].number);
  if (!event.note.empty()) text += " " + event.note;
  return text;
}

}  // namespace faultline::reports
