#include "reports/story/space_time_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/story/space_time_rows.h"
#include "reports/story/text_columns.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kPage = 80;
constexpr std::size_t kTime = 11;
constexpr std::size_t kClients = 17;
constexpr std::size_t kMostClients = 26;
constexpr std::size_t kNarrowest = 14;
constexpr std::size_t kWide = 20;
constexpr std::size_t kWidest = 26;
constexpr std::size_t kShownLines = 4;

class TextDiagram {
 public:
  explicit TextDiagram(const SpaceTime& diagram)
      : diagram_(diagram), rows_(rows_of(diagram)), place_of_(places_of_bands(diagram)) {
    for (std::size_t i = 0; i < place_of_.size(); ++i)
      if (!diagram_.bands[i].line) places_ = std::max(places_, place_of_[i] + 1);
    open_.assign(places_, false);
    const std::size_t room = kPage - kTime - 1 - places_ - (places_ > 0 ? 1 : 0) - 1;
    const std::size_t lines = std::max<std::size_t>(1, diagram_.lines.size());
    clients_ =
        room > lines * kWide + kClients ? std::min(room - lines * kWide, kMostClients) : kClients;
    width_ = std::clamp((room - clients_) / lines, kNarrowest, kWidest);
  }

  std::string text() {
    add_heads();
    for (const DiagramRow& row : rows_) {
      if (row.gap) add("", "", [&](std::size_t) { return "⋮"; });
      if (row.band)
        add_edge(row);
      else
        add_events(row);
    }
    add_ends();
    add_legend();
    return std::move(text_);
  }

 private:
  void add_line(const std::string& line) {
    text_ += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }

  [[nodiscard]] std::string bars(std::string_view edge = "", std::size_t at = 0) const {
    if (places_ == 0) return {};
    std::string text;
    for (std::size_t i = 0; i < places_; ++i)
      text += !edge.empty() && i == at ? std::string(edge) : open_[i] ? "█" : " ";
    return text + " ";
  }

  // `cell`: of a line.
  template <class Cell>
  void add(const std::string& time, const std::string& client, Cell cell) {
    std::string line =
        fmt::format("{}{} {}", std::string(kTime - text_columns(time), ' '), time, bars());
    line += filled_to(client, clients_) + " ";
    for (std::size_t i = 0; i < diagram_.lines.size(); ++i)
      line += filled_to(cut_to(cell(i), width_ - 1), width_);
    add_line(line);
  }

  [[nodiscard]] std::string rail(std::size_t line, std::int64_t at_ns) const {
    for (const SpaceTime::Band& band : diagram_.bands)
      if (band.line == line && band.from_ns <= at_ns && (!band.to_ns || at_ns < *band.to_ns))
        return band.label == "down" ? " " : "┊";
    return "│";
  }

  void add_heads() {
    std::string_view before;
    add("", "", [&](std::size_t i) {
      const std::string& datacenter = diagram_.lines[i].datacenter;
      const bool again = datacenter == before;
      before = datacenter;
      return again ? std::string() : datacenter;
    });
    add("", "clients", [&](std::size_t i) { return diagram_.lines[i].name; });
  }

  void add_edge(const DiagramRow& row) {
    const SpaceTime::Band& band = diagram_.bands[*row.band];
    const std::size_t place = place_of_[*row.band];
    const std::string edge = bars(row.band_ends ? "▀" : "▄", place);
    open_[place] = !row.band_ends;
    const std::string label = (row.band_ends ? "no longer " : "") + band.label;
    add_line(fmt::format("{}{} {}{}", std::string(kTime - text_columns(row.time), ' '), row.time,
                         edge, cut_to(label, kPage - kTime - 1 - text_columns(edge))));
  }

  void add_events(const DiagramRow& row) {
    std::vector<std::string> cells(diagram_.lines.size());
    std::string client;
    std::string command;
    for (const std::size_t index : row.events) {
      const SpaceTime::Event& event = diagram_.events[index];
      if (event.line) {
        cells[*event.line] = event_text(diagram_, event);
        continue;
      }
      const SpaceTime::Operation& operation = diagram_.operations[*event.operation];
      if (event.what == Happening::kAsked) {
        client = fmt::format("{} {} {}", operation.number, operation.client, operation.datacenter);
        command = "  " + operation.command;
        if (!event.note.empty()) command += ", " + event.note;
      } else {
        client = event_text(diagram_, event);
      }
    }
    add(row.time, client,
        [&](std::size_t i) { return cells[i].empty() ? rail(i, row.at_ns) : cells[i]; });
    if (!command.empty()) add("", command, [&](std::size_t i) { return rail(i, row.at_ns); });
  }

  void add_ends() {
    std::vector<std::vector<std::string>> shown;
    std::size_t most = 0;
    for (const SpaceTime::Line& line : diagram_.lines) {
      shown.push_back(folded_to(line.shows, width_ - 1));
      if (shown.back().size() > kShownLines) {
        shown.back().resize(kShownLines);
        shown.back().back() = cut_to(shown.back().back() + "      …", width_ - 1);
      }
      most = std::max(most, shown.back().size());
    }
    open_.assign(places_, false);
    add("", "", [&](std::size_t) { return "⋮"; });
    for (std::size_t i = 0; i < most; ++i)
      add(i == 0 ? "at the end" : "", "",
          [&](std::size_t line) { return i < shown[line].size() ? shown[line][i] : ""; });
  }

  void add_legend() {
    std::vector<std::string> signs;
    for (const Happening each : happenings_in(diagram_))
      if (each != Happening::kAsked)
        signs.push_back(fmt::format("{} {}", sign_of(each), meaning_of(each)));
    std::string legend = fmt::format("{}", fmt::join(signs, ", "));
    const auto noted = [&](std::string_view word) {
      return std::any_of(diagram_.events.begin(), diagram_.events.end(), [&](const auto& each) {
        return each.note.find(word) != std::string::npos;
      });
    };
    if (noted("over ")) legend += "; over: in the place of";
    if (noted("under ")) legend += "; under: loses to";
    add_line("");
    for (const std::string& line : folded_to(legend, kPage)) add_line(line);
  }

  const SpaceTime& diagram_;
  std::vector<DiagramRow> rows_;
  std::vector<std::size_t> place_of_;  // of each band
  std::size_t places_ = 0;
  std::vector<bool> open_;  // which places show a band that is in force
  std::size_t clients_ = kClients;
  std::size_t width_ = kNarrowest;
  std::string text_;
};

}  // namespace

std::string space_time_text(const SpaceTime& diagram) {
  return TextDiagram(diagram).text();
}

}  // namespace faultline::reports
