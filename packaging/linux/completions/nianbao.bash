# bash completion for nianbao
_nianbao() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local words="" choices=""
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="check show import new render form ledger rollup compare review package publish correct demo --help --version"
    else
        case ${COMP_WORDS[1]} in
            check) words="--format --last --ledger --rules --checklist" ;;
            show) words="--format" ;;
            import) words="--output --draft --convert" ;;
            new) words="--from --agency --year --output --draft" ;;
            render) words="--pdf --ofd --text --html --fragment --docx --gb18030 --latin-gap --office-faces" ;;
            form) words="--table --year --agency --pdf --docx --xlsx" ;;
            ledger) words="import export new --year --today --format --against --fill --output --xlsx --hide-names" ;;
            rollup) words="--year --register --last --published --format --xlsx --report --agency" ;;
            compare) words="--format --xlsx --picture --tall --reading --changes" ;;
            review) words="--take --output --draft" ;;
            package) words="--output --ofd --with-changes --open" ;;
            publish) words="--date --address --output" ;;
            correct) words="--docx --pdf" ;;
            demo) words="" ;;
        esac
        case ${COMP_WORDS[1]}/$previous in
            check/--format) choices="text json csv" ;;
            show/--format) choices="json jsonl csv" ;;
            ledger/--format) choices="text json" ;;
            rollup/--format) choices="text json csv" ;;
            compare/--format) choices="text json csv" ;;
        esac
    fi
    if [ -n "$choices" ]; then
        COMPREPLY=($(compgen -W "$choices" -- "$current"))
        return
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    case $current in
        -*) ;;
        *) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current")) ;;
    esac
}
complete -F _nianbao nianbao
