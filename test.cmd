@echo off
rem Builds everything once and runs all tests on Windows:  test [FILTER]
setlocal
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
cd /d "%~dp0"
dotnet build Weir.slnx -c Release -v quiet --nologo || exit /b 1
if "%~1"=="" (dotnet test Weir.slnx -c Release --no-build --nologo) else (dotnet test Weir.slnx -c Release --no-build --nologo --filter "%~1")
exit /b %errorlevel%
