#include "reports/story/space_time_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "reports/render/escape.h"
#include "reports/story/space_time_rows.h"
#include "reports/story/text_columns.h"

namespace faultline::reports {

namespace {

constexpr std::string_view kStyle =
#include "reports/story/space_time_style.inc"
    ;

// Pixels. A character of the diagram's font is at most so wide.
constexpr int kCharacter = 8;
constexpr int kTimeEnd = 96;
constexpr int kBar = 5;
constexpr int kClientColumns = 22;
constexpr int kLineStep = 200;
constexpr int kNarrowStep = 152;  // of more than four lines
constexpr int kEventRow = 34;
constexpr int kAskedRow = 42;
constexpr int kGap = 22;
constexpr int kTextLine = 16;
constexpr std::size_t kValueLines = 4;
constexpr int kBottom = 16;

// What the text beside a mark says of it; the mark itself says the rest.
std::string_view caption_of(Happening what) {
  switch (what) {
    case Happening::kIdle:
      return "without effect";
    case Happening::kRepaired:
      return "by read repair";
    case Happening::kBack:
      return "back";
    case Happening::kGone:
      return "gone";
    case Happening::kNeverCame:
      return "never came";
    case Happening::kDown:
      return "down";
    case Happening::kUp:
      return "up again";
    case Happening::kPaused:
      return "paused";
    case Happening::kResumed:
      return "goes on";
    case Happening::kTookOver:
      return "now";
    case Happening::kAsked:
    case Happening::kAnswered:
    case Happening::kRan:
    case Happening::kArrived:
      break;
  }
  return {};
}

class Picture {
 public:
  Picture(const SpaceTime& diagram, int top)
      : diagram_(diagram), rows_(rows_of(diagram)), place_of_(places_of_bands(diagram)), y_(top) {
    for (std::size_t i = 0; i < place_of_.size(); ++i)
      if (!diagram_.bands[i].line) bars_ = std::max(bars_, static_cast<int>(place_of_[i]) + 1);
    clients_ = kTimeEnd + 10 + bars_ * (kBar + 2);
    first_line_ = clients_ + kClientColumns * kCharacter + 16;
    step_ = diagram_.lines.size() > 4 ? kNarrowStep : kLineStep;
  }

  void draw() {
    heads_at_ = y_;
    y_ += 3 * kTextLine + 14;
    rails_at_ = y_;
    for (const DiagramRow& row : rows_) {
      if (row.gap) y_ += kGap;
      const bool asks = std::any_of(row.events.begin(), row.events.end(), [&](std::size_t each) {
        return diagram_.events[each].what == Happening::kAsked;
      });
      const int height = asks ? kAskedRow : kEventRow;
      row_at_.push_back(y_ + 12);
      y_ += height;
    }
    rails_end_ = y_ + kGap;
    bands();
    rails();
    for (const SpaceTime::Arrow& arrow : diagram_.arrows) way(arrow);
    heads();
    for (std::size_t i = 0; i < rows_.size(); ++i) row(i);
    ends();
  }

  [[nodiscard]] int width() const {
    return first_line_ + static_cast<int>(diagram_.lines.size()) * step_;
  }
  [[nodiscard]] int bottom() const { return y_; }
  [[nodiscard]] std::string svg() const { return ground_ + ways_ + marks_; }

 private:
  [[nodiscard]] int x_of(std::size_t line) const {
    return first_line_ + 8 + static_cast<int>(line) * step_;
  }
  [[nodiscard]] std::size_t columns() const {
    return static_cast<std::size_t>((step_ - 24) / kCharacter);
  }
  [[nodiscard]] std::size_t row_of(std::size_t event) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (std::find(rows_[i].events.begin(), rows_[i].events.end(), event) != rows_[i].events.end())
        return i;
    return 0;
  }
  // Where time `at_ns` is, between two rows if it has none.
  [[nodiscard]] int y_of(std::int64_t at_ns) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i].at_ns >= at_ns) return row_at_[i];
    return rails_end_;
  }
  [[nodiscard]] std::string_view colour(const SpaceTime::Event& event) const {
    return event.operation && diagram_.operations[*event.operation].lost ? "lost" : "kept";
  }

  void write(int x, int y, std::string_view style, std::string_view text) {
    if (text.empty()) return;
    marks_ += fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", x, y, style,
                          escape_markup(text));
  }
  void write_to_right_edge(int x, int y, std::string_view style, std::string_view text) {
    marks_ += fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\" text-anchor=\"end\">{}</text>\n", x,
                          y, style, escape_markup(text));
  }

  void heads() {
    write(12, heads_at_ + 4, "title ink", diagram_.title);
    std::string_view before;
    write(clients_, heads_at_ + 2 * kTextLine + 12, "soft", "clients");
    for (std::size_t i = 0; i < diagram_.lines.size(); ++i) {
      const SpaceTime::Line& line = diagram_.lines[i];
      if (line.datacenter != before)
        write(x_of(i) - 6, heads_at_ + kTextLine + 12, "ink bold",
              cut_to(line.datacenter, columns()));
      before = line.datacenter;
      write(x_of(i) - 6, heads_at_ + 2 * kTextLine + 12, "soft", cut_to(line.name, columns()));
    }
  }

  void bands() {
    for (std::size_t i = 0; i < diagram_.bands.size(); ++i) {
      const SpaceTime::Band& band = diagram_.bands[i];
      const int from = y_of(band.from_ns) - 12;
      const int to = band.to_ns ? y_of(*band.to_ns) + 10 : rails_end_;
      if (band.line) {
        ground_ += fmt::format(
            "<rect class=\"away\" x=\"{}\" y=\"{}\" width=\"14\" height=\"{}\" rx=\"3\"/>\n",
            x_of(*band.line) - 7, from + 12, std::max(4, to - from - 22));
        continue;
      }
      ground_ +=
          fmt::format("<rect class=\"band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
                      clients_ - 6, from, width() - clients_ + 6, to - from);
      ground_ += fmt::format("<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
                             kTimeEnd + 6 + static_cast<int>(place_of_[i]) * (kBar + 2), from, kBar,
                             to - from);
    }
  }

  void rails() {
    for (std::size_t line = 0; line < diagram_.lines.size(); ++line) {
      int from = rails_at_ - 6;
      const auto rail = [&](int to, std::string_view style) {
        ground_ += fmt::format("<line class=\"rail{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n",
                               style, x_of(line), from, x_of(line), to);
        from = to;
      };
      for (std::size_t i = 1; i < rows_.size(); ++i) {
        if (!rows_[i].gap) continue;
        rail(row_at_[i] - 12 - kGap, "");
        rail(row_at_[i] - 12, " gap");
      }
      rail(rails_end_ - kGap, "");
      rail(rails_end_, " gap");
    }
  }

  void way(const SpaceTime::Arrow& arrow) {
    const SpaceTime::Event& from = diagram_.events[arrow.from];
    const SpaceTime::Event& to = diagram_.events[arrow.to];
    const bool of_client = !from.line || !to.line;
    const int x1 = from.line ? x_of(*from.line) : end_of_text(from);
    int x2 = to.line ? x_of(*to.line) : end_of_text(to);
    const int y1 = row_at_[row_of(arrow.from)];
    int y2 = row_at_[row_of(arrow.to)];
    const bool never = to.what == Happening::kNeverCame;
    if (never) {
      x2 += x2 > x1 ? -14 : 14;
      y2 = std::max(y2, y1) + 14;
    }
    const std::string_view style = of_client ? "ask" : colour(to);
    const std::string tip = never ? std::string() : fmt::format(" marker-end=\"url(#{})\"", style);
    ways_ += fmt::format("<line class=\"way {}{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>\n",
                         style, never ? " never" : "", x1, y1, x2, y2, tip);
    if (never) cross(x2, y2, style);
  }

  // Where the way from or to a client begins.
  [[nodiscard]] int end_of_text(const SpaceTime::Event& event) const {
    return clients_ + static_cast<int>(text_columns(client_text(event))) * kCharacter + 4;
  }

  [[nodiscard]] std::string client_text(const SpaceTime::Event& event) const {
    const SpaceTime::Operation& operation = diagram_.operations[*event.operation];
    return cut_to(event.what == Happening::kAnswered
                      ? fmt::format("{} {}", operation.number, event.note)
                      : fmt::format("{} {}", operation.number, operation.command),
                  kClientColumns);
  }

  // An arrow that comes from the right comes from above: what is said stands below it.
  [[nodiscard]] bool comes_from_the_right(std::size_t event) const {
    return std::any_of(diagram_.arrows.begin(), diagram_.arrows.end(),
                       [&](const SpaceTime::Arrow& arrow) {
                         const auto& from = diagram_.events[arrow.from].line;
                         return arrow.to == event && from && *from > *diagram_.events[event].line;
                       });
  }

  void cross(int x, int y, std::string_view style) {
    marks_ += fmt::format("<path class=\"cross {}\" d=\"M{} {}l10 10m0 -10l-10 10\"/>\n", style,
                          x - 5, y - 5);
  }

  void mark(const SpaceTime::Event& event, int x, int y) {
    const std::string_view style = colour(event);
    switch (event.what) {
      case Happening::kRan:
      case Happening::kArrived:
        marks_ += fmt::format("<circle class=\"{}-tip\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", style, x,
                              y, event.what == Happening::kRan ? 6 : 4);
        return;
      case Happening::kIdle:
      case Happening::kRepaired:
      case Happening::kBack:
        marks_ +=
            fmt::format("<circle class=\"hollow {}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>\n", style, x, y);
        return;
      case Happening::kGone:
        cross(x, y, style);
        return;
      default:
        return;
    }
  }

  void row(std::size_t index) {
    const DiagramRow& row = rows_[index];
    const int y = row_at_[index];
    write_to_right_edge(kTimeEnd, y + 4, "soft", row.time);
    if (row.band) {
      write(clients_, y + 4, "band-ink bold",
            cut_to((row.band_ends ? "no longer " : "") + diagram_.bands[*row.band].label,
                   static_cast<std::size_t>((width() - clients_) / kCharacter)));
      return;
    }
    for (const std::size_t each : row.events) event(each, y);
  }

  void event(std::size_t index, int y) {
    const SpaceTime::Event& event = diagram_.events[index];
    if (!event.line) return client(event, y);
    mark(event, x_of(*event.line), y);
    std::string text;
    if (event.operation) text = std::to_string(diagram_.operations[*event.operation].number);
    const bool one_phrase = event.operation || event.what == Happening::kTookOver;
    for (const std::string_view part : {caption_of(event.what), std::string_view(event.note)})
      if (!part.empty()) text += (text.empty() ? "" : one_phrase ? " " : ", ") + std::string(part);
    const bool below = event.what != Happening::kNeverCame && comes_from_the_right(index);
    write(x_of(*event.line) + 10, below ? y + 14 : y - 4, "ink halo", cut_to(text, columns()));
  }

  void client(const SpaceTime::Event& event, int y) {
    const SpaceTime::Operation& operation = diagram_.operations[*event.operation];
    const bool asks = event.what == Happening::kAsked;
    write(clients_, y + 4,
          !asks            ? "ink"
          : operation.lost ? "lost-tip bold"
                           : "ink bold",
          client_text(event));
    if (!asks) return;
    std::string who = fmt::format("{} {}", operation.client, operation.datacenter);
    if (!event.note.empty()) who += ", " + event.note;
    write(clients_, y + 4 + kTextLine, "soft", cut_to(who, kClientColumns));
  }

  void ends() {
    y_ = rails_end_ + kTextLine;
    write_to_right_edge(kTimeEnd, y_, "soft", "at the end");
    std::size_t most = 1;
    for (std::size_t line = 0; line < diagram_.lines.size(); ++line) {
      std::vector<std::string> shown = folded_to(diagram_.lines[line].shows, columns());
      if (shown.size() > kValueLines) {
        shown.resize(kValueLines);
        shown.back() = cut_to(shown.back() + " ……", columns());
      }
      most = std::max(most, shown.size());
      for (std::size_t i = 0; i < shown.size(); ++i)
        write(x_of(line) - 6, y_ + static_cast<int>(i) * kTextLine, "ink bold", shown[i]);
    }
    y_ += static_cast<int>(most) * kTextLine + kBottom;
  }

  const SpaceTime& diagram_;
  std::vector<DiagramRow> rows_;
  std::vector<std::size_t> place_of_;  // of each band
  int bars_ = 0;
  int clients_ = 0;
  int first_line_ = 0;
  int step_ = kLineStep;
  int y_ = 0;
  int heads_at_ = 0;
  int rails_at_ = 0;
  int rails_end_ = 0;
  std::vector<int> row_at_;
  std::string ground_;
  std::string ways_;
  std::string marks_;
};

}  // namespace

std::string space_time_svg(const std::vector<SpaceTime>& diagrams) {
  constexpr std::string_view kLegend =
      "orange: something of it is lost; 2 over 1: 2 in the place of 1; 1 under 2: 1 loses to 2; "
      "·: the key; dots on a line: time that is left out";
  int width = 420;
  int height = 24;
  std::string pictures;
  std::string title;
  for (const SpaceTime& diagram : diagrams) {
    Picture picture(diagram, height);
    picture.draw();
    width = std::max(width, picture.width());
    height = picture.bottom() + 12;
    pictures += picture.svg();
    title += (title.empty() ? "" : "; ") + diagram.title;
  }
  for (const std::string& line :
       folded_to(kLegend, static_cast<std::size_t>((width - 24) / kCharacter))) {
    pictures += fmt::format("<text x=\"12\" y=\"{}\" class=\"soft\">{}</text>\n", height,
                            escape_markup(line));
    height += kTextLine;
  }
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
             "viewBox=\"0 0 {0} {1}\" role=\"img\">\n<title>{2}</title>\n",
             width, height, escape_markup(title)) +
         std::string(kStyle) +
         fmt::format("<rect class=\"paper\" width=\"{}\" height=\"{}\"/>\n", width, height) +
         pictures + "</svg>\n";
}

}  // namespace faultline::reports
