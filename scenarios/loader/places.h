// The names that a topology gives: "us-east", "us-east/a", "us-east/a/0". Where a part of it could
// not be read, any name passes, so that one mistake is not reported twice.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace faultline::scenarios {

class Places {
 public:
  void add_datacenter(const std::string& name) { datacenters_[name]; }
  // `hosts`: none if the number could not be read.
  void add_rack(const std::string& datacenter, const std::string& rack,
                std::optional<std::uint32_t> hosts);
  void add_link(const std::string& one, const std::string& other);
  void leave_open() { open_ = true; }
  void leave_links_open() { links_open_ = true; }
  void leave_open(const std::string& datacenter) { datacenters_[datacenter].open = true; }

  [[nodiscard]] bool has_datacenter(std::string_view name) const;
  // The hosts under a name; empty: there is no such place.
  [[nodiscard]] std::vector<std::string> hosts_of(std::string_view name) const;
  [[nodiscard]] bool has_host(std::string_view name) const;
  [[nodiscard]] bool linked(const std::string& one, const std::string& other) const;

  [[nodiscard]] std::vector<std::string> datacenters() const;
  [[nodiscard]] std::vector<std::string> hosts() const;
  [[nodiscard]] std::vector<std::string> all() const;  // data centers, racks, hosts
  // As a scenario names them: ["eu-west", "us-east"].
  [[nodiscard]] std::vector<std::string> links() const;

 private:
  struct Datacenter {
    bool open = false;
    std::map<std::string, std::optional<std::uint32_t>, std::less<>> racks;
  };
  bool open_ = false;
  bool links_open_ = false;
  std::set<std::pair<std::string, std::string>> links_;  // the smaller name first
  std::map<std::string, Datacenter, std::less<>> datacenters_;
};

}  // namespace faultline::scenarios
