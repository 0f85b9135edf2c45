#include <fmt/format.h>

#include <algorithm>

#include "reports/story/key_story.h"
#include "reports/story/space_time_text.h"
#include "reports/story/text_columns.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kStoryColumns = 80;
// What a replica shows goes on for long, as big sets do.
constexpr std::size_t kMostShown = 400;

// "  label     text, which goes on
//             below itself".
std::string labelled(const std::string& label, std::size_t label_width, const std::string& text) {
  std::string lines;
  std::string head = "  " + filled_to(label, label_width) + "  ";
  for (const std::string& line : folded_to(text, kStoryColumns - label_width - 4)) {
    lines += head + line + '\n';
    head = std::string(label_width + 4, ' ');
  }
  return lines;
}

std::string shown_lines(const KeyStory& story) {
  constexpr std::size_t kWidestLabel = 30;
  std::size_t width = 0;
  for (const StoryLine& line : story.shown)
    width = std::max(width, std::min(kWidestLabel, text_columns(line.label)));
  std::string text = story.shown.empty() ? "" : "At the end\n";
  for (const StoryLine& line : story.shown) {
    const std::string value = cut_to(line.text, kMostShown);
    if (text_columns(line.label) <= width)
      text += labelled(line.label, width, value);
    else
      text += "  " + line.label + '\n' + labelled("", width, value);
  }
  return text;
}

std::string story_lines(const OperationStory& told) {
  constexpr std::size_t kLabels = 11;
  std::string text;
  for (const std::string& line :
       folded_to(fmt::format("operation {}: {}", told.operation, told.command), kStoryColumns))
    text += line + '\n';
  for (const StoryLine& line : told.lines) text += labelled(line.label, kLabels, line.text);
  return text;
}

}  // namespace

std::string key_story_text(const KeyStory& story, const std::string& command) {
  std::string text;
  for (const std::string& line : folded_to(
           fmt::format("{}, key {}, {}.", display_name(story.engine), story.key, story.summary),
           kStoryColumns))
    text += line + '\n';
  text += shown_lines(story);
  for (const OperationStory& each : story.told) text += '\n' + story_lines(each);
  if (!story.rest.empty()) {
    text += '\n';
    for (const std::string& line :
         folded_to(fmt::format("and {}; to see one:", story.rest), kStoryColumns))
      text += line + '\n';
    text += fmt::format("  {} --operation {}\n", command, *story.another);
  }
  if (!story.diagram.lines.empty() && !story.diagram.events.empty())
    text += '\n' + space_time_text(story.diagram);
  return text;
}

}  // namespace faultline::reports
