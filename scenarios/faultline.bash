# Completion of faultline for bash:  source scenarios/faultline.bash
# Made of the program's own tables by ./dev golden; what is written here by hand is lost.

# What begins as the current word does, of the words given; behind a comma another of them.
_faultline_words() {
  local before=""
  [[ $current != *,* ]] || before=${current%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${current##*,}")
}

# Folders, and files that end as given: all of them without an ending.
_faultline_files() {
  compopt -o filenames 2> /dev/null
  if [[ $1 == folders ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -X "!*$1" -- "$current"; compgen -d -- "$current")
  fi
}

_faultline() {
  local command=${COMP_WORDS[1]:-} current=${COMP_WORDS[COMP_CWORD]} before=""
  ((COMP_CWORD == 0)) || before=${COMP_WORDS[COMP_CWORD - 1]}
  # bash takes --flag=value for three words.
  if [[ $current == "=" ]]; then
    current=""
  elif [[ $before == "=" ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD <= 1)); then
    _faultline_words 'run sweep merge minimize explain chart diff export replay explore check conformance semantics list --help --version'
    return
  fi
  case $command:$before in
    run:--seed) return ;;
    run:--engine) _faultline_words 'active_active last_write_wins dynomite'; return ;;
    run:--out) _faultline_files folders; return ;;
    run:--report) _faultline_words 'full data none'; return ;;
    run:--history) _faultline_words 'none findings full'; return ;;
    run:--checks) _faultline_words 'all none strong_convergence quiescent_agreement specification eventual_delivery gc_safety gc_liveness resurrection one_primary causal_delivery causal_consistency causal_convergence causal_memory read_your_writes monotonic_reads monotonic_writes writes_follow_reads ledger_sum set_elements counter_interval tiers_agree'; return ;;
    sweep:--seeds) return ;;
    sweep:--jobs) return ;;
    sweep:--shard) _faultline_words 'auto'; return ;;
    sweep:--out) _faultline_files folders; return ;;
    sweep:--time) return ;;
    merge:--out) _faultline_files folders; return ;;
    minimize:--seed) return ;;
    minimize:--finding) return ;;
    minimize:--out) _faultline_files .json; return ;;
    minimize:--jobs) return ;;
    explain:--operation) return ;;
    explain:--svg) _faultline_files ''; return ;;
    explain:--engine) _faultline_words 'active_active last_write_wins dynomite'; return ;;
    chart:--format) _faultline_words 'svg png pdf csv'; return ;;
    chart:--out) return ;;
    export:--engine) _faultline_words 'active_active last_write_wins dynomite'; return ;;
    export:--key) return ;;
    explore:--engine) _faultline_words 'active_active last_write_wins dynomite'; return ;;
    explore:--limit-states) return ;;
    conformance:--engine) _faultline_words 'active_active last_write_wins dynomite'; return ;;
    conformance:--types) return ;;
    conformance:--groups) return ;;
    conformance:--id) return ;;
    conformance:--seeds) return ;;
    semantics:--engine) _faultline_words 'active_active last_write_wins dynomite'; return ;;
    list:--catalog) _faultline_files folders; return ;;
  esac
  if [[ $current == -* ]]; then
    case $command in
      run) _faultline_words '--help --seed --engine --out --report --history --checks --quiet --json --github' ;;
      sweep) _faultline_words '--help --seeds --jobs --shard --out --until-failure --time --json' ;;
      merge) _faultline_words '--help --out' ;;
      minimize) _faultline_words '--help --seed --finding --out --jobs' ;;
      explain) _faultline_words '--help --operation --svg --engine' ;;
      chart) _faultline_words '--help --format --out' ;;
      diff) _faultline_words '--help --json' ;;
      export) _faultline_words '--help --engine --key' ;;
      replay) _faultline_words '--help' ;;
      explore) _faultline_words '--help --engine --duplicates --limit-states --json' ;;
      check) _faultline_words '--help' ;;
      conformance) _faultline_words '--help --engine --types --groups --id --all-orders --seeds --json' ;;
      semantics) _faultline_words '--help --engine --json' ;;
      list) _faultline_words '--help --catalog --json' ;;
    esac
  else
    case $command in
      run) _faultline_files .json ;;
      sweep) _faultline_files .json ;;
      merge) _faultline_files folders ;;
      minimize) _faultline_files .json ;;
      explain) _faultline_files folders ;;
      chart) _faultline_files folders ;;
      diff) _faultline_files folders ;;
      export) _faultline_files folders ;;
      replay) _faultline_files folders ;;
      explore) _faultline_files .json ;;
      check) _faultline_files .json ;;
      conformance) _faultline_files .jsonl ;;
      list) _faultline_words 'engines scenarios faults workloads checks datatypes commands' ;;
    esac
  fi
}

complete -F _faultline faultline
