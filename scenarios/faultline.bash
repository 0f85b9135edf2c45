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

# Which argument the current word is, from 0 on, flags and what they take left out; in `first` the
# one at 0. Of the flags those given take a value.
_faultline_place() {
  local i
  place=0 first=""
  for ((i = 2; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      -*)
        if [[ ${COMP_WORDS[i + 1]} == "=" ]]; then
          ((i += 2))
        elif [[ " $1 " == *" ${COMP_WORDS[i]} "* ]]; then
          ((i += 1))
        fi ;;
      *)
        ((place > 0)) || first=${COMP_WORDS[i]/#\~/$HOME}
        ((place += 1)) ;;
    esac
  done
}

# The charts that a report has, or with --format csv its series; where it has none, those given.
_faultline_charts() {
  local file names="" folder=charts ending=.svg known=$1
  if [[ " ${COMP_WORDS[*]} " =~ " --format "("= ")?"csv " ]]; then
    folder=series ending=.csv known="$1 $2"
  fi
  for file in "$first/$folder/"*"$ending"; do
    [[ ! -e $file || $file == *-narrow.svg ]] || names+=" $(basename "$file" "$ending")"
  done
  _faultline_words "${names:-$known}"
}

_faultline() {
  local place first
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
    chart:--out) _faultline_files ''; return ;;
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
      run) _faultline_place '--seed --engine --out --report --history --checks' ;;
      sweep) _faultline_place '--seeds --jobs --shard --out --time' ;;
      merge) _faultline_place '--out' ;;
      minimize) _faultline_place '--seed --finding --out --jobs' ;;
      explain) _faultline_place '--operation --svg --engine' ;;
      chart) _faultline_place '--format --out' ;;
      export) _faultline_place '--engine --key' ;;
      explore) _faultline_place '--engine --limit-states' ;;
      conformance) _faultline_place '--engine --types --groups --id --seeds' ;;
      semantics) _faultline_place '--engine' ;;
      list) _faultline_place '--catalog' ;;
      *) _faultline_place '' ;;
    esac
    case $command:$place in
      run:*) _faultline_files .json ;;
      sweep:*) _faultline_files .json ;;
      merge:*) _faultline_files folders ;;
      minimize:0) _faultline_files .json ;;
      explain:0) _faultline_files folders ;;
      chart:0) _faultline_files folders ;;
      chart:1) _faultline_charts 'losses divergence lag delay missing availability latency wire metadata clock_offsets' 'conflicts rpo staleness pbs overhead clocks course' ;;
      diff:0) _faultline_files folders ;;
      diff:1) _faultline_files folders ;;
      export:0) _faultline_files folders ;;
      export:1) _faultline_words 'edn trace graphviz' ;;
      replay:0) _faultline_files folders ;;
      explore:0) _faultline_files .json ;;
      check:*) _faultline_files .json ;;
      conformance:0) _faultline_files .jsonl ;;
      list:0) _faultline_words 'engines scenarios faults workloads checks datatypes commands' ;;
    esac
  fi
}

complete -F _faultline faultline
