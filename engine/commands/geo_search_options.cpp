#include "engine/commands/geo_search_options.h"

#include <string>
#include <string_view>

#include "engine/commands/geo_arguments.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

bool by_member(GeoSearchForm form) {
  return form == GeoSearchForm::kRadiusByMember || form == GeoSearchForm::kRadiusByMemberReadOnly;
}

class GeoSearchParser {
 public:
  GeoSearchParser(const Arguments& arguments, GeoSearchForm form, const sorted_set::Reader* index)
      : arguments_(arguments), form_(form), index_(index) {
    if (form == GeoSearchForm::kSearchStore) search_.destination = arguments[1];
  }

  GeoSearchOrError parse() {
    at_ = form_ == GeoSearchForm::kSearchStore ? 3 : 2;
    if (!by_options()) take_center_and_radius();
    while (!error_ && at_ < arguments_.size())
      if (!take_option()) error_ = syntax_error();
    if (!error_) check_together();
    return {search_, error_};
  }

 private:
  [[nodiscard]] bool by_options() const {
    return form_ == GeoSearchForm::kSearch || form_ == GeoSearchForm::kSearchStore;
  }
  [[nodiscard]] bool may_store() const {
    return form_ == GeoSearchForm::kRadius || form_ == GeoSearchForm::kRadiusByMember;
  }

  void take_center_and_radius() {
    by_member(form_) ? take_member() : take_position();
    if (by_member(form_) && index_ == nullptr)
      at_ += 2;  // of no key Redis does not read the radius and its unit
    else if (!error_)
      take_radius();
  }

  void take_position() {
    const auto position = parse_position(arguments_, at_);
    at_ += 2;
    search_.shape.center = position.value;
    error_ = position.error;
  }

  void take_member() {
    const Bytes& member = arguments_[at_++];
    if (index_ == nullptr) return;
    const auto score = index_->score_of(member);
    if (score)
      search_.shape.center = position_of_score(*score);
    else
      error_ = error_reply("ERR could not decode requested zset member");
  }

  // None, and the error is set.
  std::optional<double> take_length(const char* what) {
    const auto length = parse_length(arguments_[at_++], what);
    error_ = length.error;
    return error_ ? std::nullopt : std::optional(length.value);
  }

  void take_unit() {
    const auto unit = parse_unit(arguments_[at_++]);
    search_.unit = unit.value;
    error_ = unit.error;
  }

  void take_radius() {
    const auto radius = take_length("radius");
    if (!radius) return;
    if (*radius < 0) {
      error_ = error_reply("ERR radius cannot be negative");
      return;
    }
    take_unit();
    search_.shape.radius = *radius * search_.unit;
  }

  void take_box() {
    const auto width = take_length("width");
    const auto height = width ? take_length("height") : std::nullopt;
    if (!height) return;
    if (*width < 0 || *height < 0) {
      error_ = error_reply("ERR height or width cannot be negative");
      return;
    }
    take_unit();
    search_.shape.is_box = true;
    search_.shape.width = *width * search_.unit;
    search_.shape.height = *height * search_.unit;
  }

  void take_count() {
    const auto count = parse_integer(arguments_[at_++].view());
    if (!count)
      error_ = not_an_integer();
    else if (*count <= 0)
      error_ = error_reply("ERR COUNT must be > 0");
    else
      search_.count = *count;
  }

  // Steps over the word if it stands here with as many arguments after it.
  bool take(std::string_view word, std::size_t following = 0) {
    if (!is_word(arguments_[at_], word) || at_ + following >= arguments_.size()) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word, bool& flag) {
    if (!take(word)) return false;
    return flag = true;
  }
  bool take(std::string_view word, GeoOrder order) {
    if (!take(word)) return false;
    search_.order = order;
    return true;
  }

  // Each of these is false where no such option stands.
  bool take_option() {
    if (take("WITHDIST", search_.with_distance) || take("WITHHASH", search_.with_hash) ||
        take("WITHCOORD", search_.with_position) || take("ANY", search_.any) ||
        take("ASC", GeoOrder::kNearestFirst) || take("DESC", GeoOrder::kFarthestFirst))
      return true;
    if (take("COUNT", 1)) {
      take_count();
      return true;
    }
    if (may_store()) return take_destination("STORE", false) || take_destination("STOREDIST", true);
    if (form_ == GeoSearchForm::kSearchStore && take("STOREDIST", search_.store_distances))
      return true;
    return by_options() && (take_center_option() || take_shape_option());
  }

  bool take_destination(std::string_view word, bool distances) {
    if (!take(word, 1)) return false;
    search_.destination = arguments_[at_++];
    search_.store_distances = distances;
    return true;
  }

  bool take_center_option() {
    if (!from_position_ && take("FROMMEMBER", 1)) {
      from_member_ = true;
      take_member();
      return true;
    }
    if (from_member_ || !take("FROMLONLAT", 2)) return false;
    from_position_ = true;
    take_position();
    return true;
  }

  bool take_shape_option() {
    if (!box_ && take("BYRADIUS", 2)) {
      circle_ = true;
      take_radius();
      return true;
    }
    if (circle_ || !take("BYBOX", 3)) return false;
    box_ = true;
    take_box();
    return true;
  }

  void check_together() {
    const bool with = search_.with_distance || search_.with_hash || search_.with_position;
    if (search_.destination && with)
      error_ = error_reply(std::string(form_ == GeoSearchForm::kSearchStore
                                           ? "ERR GEOSEARCHSTORE"
                                           : "ERR STORE option in GEORADIUS") +
                           " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    else if (by_options() && !from_member_ && !from_position_)
      error_ = needs_one("FROMMEMBER or FROMLONLAT");
    else if (by_options() && !circle_ && !box_)
      error_ = needs_one("BYRADIUS and BYBOX");
    else if (search_.any && search_.count == 0)
      error_ = error_reply("ERR the ANY argument requires COUNT argument");
  }

  // The command is named as the client wrote it.
  [[nodiscard]] Reply needs_one(const std::string& words) const {
    return error_reply("ERR exactly one of " + words + " can be specified for " +
                       std::string(arguments_[0].view()));
  }

  const Arguments& arguments_;
  GeoSearchForm form_;
  const sorted_set::Reader* index_;
  std::size_t at_ = 0;  // the next argument
  GeoSearch search_;
  std::optional<Reply> error_;
  bool from_member_ = false;
  bool from_position_ = false;
  bool circle_ = false;
  bool box_ = false;
};

}  // namespace

GeoSearchOrError parse_geo_search(const Arguments& arguments, GeoSearchForm form,
                                  const sorted_set::Reader* index) {
  return GeoSearchParser(arguments, form, index).parse();
}

std::optional<Bytes> geo_radius_destination(const Arguments& arguments) {
  std::optional<Bytes> destination;
  for (std::size_t i = 5; i + 1 < arguments.size(); ++i)
    if (is_word(arguments[i], "STORE") || is_word(arguments[i], "STOREDIST"))
      destination = arguments[++i];
  return destination;
}

}  // namespace faultline::engine
