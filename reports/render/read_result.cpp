#include "reports/render/read_result.h"

#include <map>
#include <nlohmann/json.hpp>

namespace faultline::reports {

using Json = nlohmann::ordered_json;

namespace {

// Whatever below is not of the type that the format says is refused by nlohmann's own exceptions,
// and an unknown word or engine by the standard library's.

std::string text_in(const Json& json) {
  return json.get_ref<const std::string&>();
}
std::uint64_t count_in(const Json& json) {
  return json.get_ref<const Json::number_unsigned_t&>();
}
std::int64_t integer_in(const Json& json) {
  return json.get_ref<const Json::number_integer_t&>();
}
bool boolean_in(const Json& json) {
  return json.get_ref<const Json::boolean_t&>();
}

// Bytes that are no text are not shown by who reads only figures.
std::string text_or_bytes(const Json& json) {
  return json.is_object() ? "(bytes) " + text_in(json.at("base64")) : text_in(json);
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

sim::Verdict verdict_in(const Json& json) {
  static const auto kVerdicts = words_of<sim::Verdict>(4);
  return kVerdicts.at(text_in(json));
}

sim::EngineResult::Ledger ledger_in(const Json& json) {
  static const auto kClasses = words_of<sim::LedgerClass>(sim::kLedgerClasses);
  sim::EngineResult::Ledger ledger;
  for (const auto& [name, ledger_class] : kClasses) ledger[ledger_class] = count_in(json.at(name));
  return ledger;
}

void read_service(const Json& json, sim::EngineResult& engine) {
  for (const auto& [dc, ppm] : json.at("availability_ppm").items())
    engine.availability_ppm[dc] = integer_in(ppm);
  for (const auto& [dc, quantiles] : json.at("latency_ns").items()) {
    if (quantiles.is_null()) continue;
    sim::Quantiles& read = engine.latency_ns[dc];
    read.p50 = integer_in(quantiles.at("p50"));
    read.p99 = integer_in(quantiles.at("p99"));
    read.max = integer_in(quantiles.at("max"));
  }
}

sim::EngineResult engine_of(const std::string& name, const Json& json) {
  sim::EngineResult engine;
  engine.engine = name;
  engine.fingerprint = std::stoull(text_in(json.at("fingerprint")), nullptr, 16);
  engine.events = count_in(json.at("events"));
  engine.virtual_ns = integer_in(json.at("virtual_ns"));
  const Json& operations = json.at("operations");
  engine.operations = {count_in(operations.at("issued")), count_in(operations.at("ok")),
                       count_in(operations.at("failed")), count_in(operations.at("indeterminate"))};
  engine.updates = unless_null(json.at("updates"), count_in);
  engine.ledger = unless_null(json.at("ledger"), ledger_in);
  engine.converged = unless_null(json.at("converged"), boolean_in);
  engine.converged_after_heal_ns = unless_null(json.at("converged_after_heal_ns"), integer_in);
  engine.differing_keys = unless_null(json.at("differing_keys"), count_in);
  read_service(json, engine);
  return engine;
}

sim::CheckResult check_of(const Json& json) {
  sim::CheckResult check;
  check.name = text_in(json.at("name"));
  check.engine = text_in(json.at("engine"));
  check.verdict = verdict_in(json.at("verdict"));
  check.white_box = json.at("tier") == "white";
  check.reason = text_or_bytes(json.at("reason"));
  for (const Json& id : json.at("findings")) check.findings.push_back(text_in(id));
  return check;
}

sim::Finding finding_of(const Json& json) {
  static const auto kBases = words_of<sim::Basis>(4);
  sim::Finding finding;
  finding.id = text_in(json.at("id"));
  finding.kind = text_in(json.at("kind"));
  finding.engine = text_in(json.at("engine"));
  finding.check = text_in(json.at("check"));
  finding.type = text_in(json.at("type"));
  finding.rule = {text_in(json.at("rule").at("name")),
                  kBases.at(text_in(json.at("rule").at("basis")))};
  finding.cause = text_in(json.at("cause"));
  finding.occurrences = count_in(json.at("occurrences"));
  return finding;
}

ReadResult result_of(const Json& json) {
  ReadResult result;
  result.name = text_in(json.at("scenario").at("name"));
  result.sha256 = text_in(json.at("scenario").at("sha256"));
  result.seed = text_in(json.at("seed"));
  result.outcome = text_in(json.at("outcome"));
  result.repeat = text_in(json.at("repeat"));
  result.interrupted = boolean_in(json.at("interrupted"));
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
    result.expectations.push_back({text_in(each.at("path")), text_in(each.at("expected")),
                                   text_or_bytes(each.at("seen")), verdict_in(each.at("verdict"))});
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
