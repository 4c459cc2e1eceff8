@echo off
rem Runs Weir on Windows; builds it first when a source is newer than the program, which MSBuild finds out.
setlocal
where dotnet >nul 2>nul || (echo weir: .NET 10 is needed and no 'dotnet' was found: https://dotnet.microsoft.com/download 1>&2 & exit /b 1)
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build "%~dp0src\Weir.Cli" -c Release -v quiet --nologo >"%TEMP%\weir-build.log" 2>&1
if errorlevel 1 (type "%TEMP%\weir-build.log" 1>&2 & echo weir: the build failed; the messages above say where 1>&2 & exit /b 1)
dotnet "%~dp0artifacts\bin\Weir.Cli\release\weir.dll" %*
exit /b %errorlevel%
