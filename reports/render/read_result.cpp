#include "reports/render/read_result.h"

#include <map>
#include <nlohmann/json.hpp>

namespace faultline::reports {

using Json = nlohmann::ordered_json;

namespace {

// Whatever below is not of the type that the format says is refused by nlohmann's own exceptions,
// and an unknown word or engine by the standard library's.

std::string text(const Json& json) {
  return json.get_ref<const std::string&>();
}
std::uint64_t count(const Json& json) {
  return json.get_ref<const Json::number_unsigned_t&>();
}
std::int64_t integer(const Json& json) {
  return json.get_ref<const Json::number_integer_t&>();
}
bool boolean(const Json& json) {
  return json.get_ref<const Json::boolean_t&>();
}

// Bytes that are no text are not shown by who reads only figures.
std::string text_or_bytes(const Json& json) {
  return json.is_object() ? "(bytes) " + text(json.at("base64")) : text(json);
}

template <class Read>
auto unless_null(const Json& json, Read read) {
  std::optional<decltype(read(json))> value;
  if (!json.is_null()) value = read(json);
  return value;
}

template <class Enum>
std::map<std::string, Enum> words_of(std::size_t how_many) {
  std::map<std::string, Enum> words;
  for (std::size_t index = 0; index < how_many; ++index) {
    const auto value = static_cast<Enum>(index);
    words[std::string(sim::word(value))] = value;
  }
  return words;
}

sim::Verdict verdict(const Json& json) {
  static const auto kVerdicts = words_of<sim::Verdict>(4);
  return kVerdicts.at(text(json));
}

sim::EngineResult::Ledger ledger(const Json& json) {
  static const auto kClasses = words_of<sim::LedgerClass>(sim::kLedgerClasses);
  sim::EngineResult::Ledger ledger;
  for (const auto& [name, ledger_class] : kClasses) ledger[ledger_class] = count(json.at(name));
  return ledger;
}

void read_service(const Json& json, sim::EngineResult& engine) {
  for (const auto& [dc, ppm] : json.at("availability_ppm").items())
    engine.availability_ppm[dc] = integer(ppm);
  for (const auto& [dc, quantiles] : json.at("latency_ns").items()) {
    if (quantiles.is_null()) continue;
    sim::Quantiles& read = engine.latency_ns[dc];
    read.p50 = integer(quantiles.at("p50"));
    read.p99 = integer(quantiles.at("p99"));
    read.max = integer(quantiles.at("max"));
  }
}

sim::EngineResult engine_of(const std::string& name, const Json& json) {
  sim::EngineResult engine;
  engine.engine = name;
  engine.fingerprint = std::stoull(text(json.at("fingerprint")), nullptr, 16);
  engine.events = count(json.at("events"));
  engine.virtual_ns = integer(json.at("virtual_ns"));
  const Json& operations = json.at("operations");
  engine.operations = {count(operations.at("issued")), count(operations.at("ok")),
                       count(operations.at("failed")), count(operations.at("indeterminate"))};
  engine.updates = unless_null(json.at("updates"), count);
  engine.ledger = unless_null(json.at("ledger"), ledger);
  engine.converged = unless_null(json.at("converged"), boolean);
  engine.converged_after_heal_ns = unless_null(json.at("converged_after_heal_ns"), integer);
  engine.differing_keys = unless_null(json.at("differing_keys"), count);
  read_service(json, engine);
  return engine;
}

sim::CheckResult check_of(const Json& json) {
  sim::CheckResult check;
  check.name = text(json.at("name"));
  check.engine = text(json.at("engine"));
  check.verdict = verdict(json.at("verdict"));
  check.white_box = json.at("tier") == "white";
  check.reason = text_or_bytes(json.at("reason"));
  for (const Json& id : json.at("findings")) check.findings.push_back(text(id));
  return check;
}

sim::Finding finding_of(const Json& json) {
  static const auto kBases = words_of<sim::Basis>(4);
  sim::Finding finding;
  finding.id = text(json.at("id"));
  finding.kind = text(json.at("kind"));
  finding.engine = text(json.at("engine"));
  finding.check = text(json.at("check"));
  finding.type = text(json.at("type"));
  finding.rule = {text(json.at("rule").at("name")), kBases.at(text(json.at("rule").at("basis")))};
  finding.cause = text(json.at("cause"));
  finding.occurrences = count(json.at("occurrences"));
  return finding;
}

ReadResult result_of(const Json& json) {
  ReadResult result;
  result.name = text(json.at("scenario").at("name"));
  result.sha256 = text(json.at("scenario").at("sha256"));
  result.seed = text(json.at("seed"));
  result.outcome = text(json.at("outcome"));
  result.repeat = text(json.at("repeat"));
  result.interrupted = boolean(json.at("interrupted"));
  std::map<std::string, std::size_t> places;
  for (const auto& [name, figures] : json.at("engines").items()) {
    places[name] = result.engines.size();
    result.engines.push_back(engine_of(name, figures));
  }
  const auto engine = [&](const std::string& name) -> sim::EngineResult& {
    return result.engines[places.at(name)];
  };
  for (const Json& each : json.at("checks")) {
    sim::CheckResult check = check_of(each);
    engine(check.engine).checks.push_back(check);
  }
  for (const Json& each : json.at("findings")) {
    sim::Finding finding = finding_of(each);
    engine(finding.engine).findings.push_back(finding);
  }
  for (const Json& each : json.at("expectations"))
    result.expectations.push_back({text(each.at("path")), text(each.at("expected")),
                                   text_or_bytes(each.at("seen")), verdict(each.at("verdict"))});
  return result;
}

}  // namespace

std::optional<ReadResult> read_result(const Json& document) {
  if (!document.is_object() || document.value("format", Json()) != kResultFormat)
    return std::nullopt;
  try {
    return result_of(document);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace faultline::reports
