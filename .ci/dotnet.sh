# Finds dotnet; sourced by the scripts of the root. Sets $dotnet and $DOTNET_ROOT, and lets programs that are started find it too.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
dotnet=""
for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet \
  /usr/lib/dotnet/dotnet; do
  if [[ -n "$candidate" && -x "$candidate" ]]; then
    dotnet="$candidate"
    break
  fi
done
if [[ -z "$dotnet" ]]; then
  echo "weir: .NET 10 is needed and no 'dotnet' was found. Debian, Ubuntu: sudo apt-get install dotnet-sdk-10.0; \
others: https://dotnet.microsoft.com/download" >&2
  exit 1
fi
# Programs that are started find it too. Where its runtime lies beside it, whatever links lead there, that is the root.
place="$(dirname "$(readlink -f "$dotnet")")"
if [[ -z "${DOTNET_ROOT:-}" && -d "$place/host" ]]; then export DOTNET_ROOT="$place"; fi
command -v dotnet >/dev/null || export PATH="$PATH:$(dirname "$dotnet")"
unset place
