@echo off
rem Runs Weir on Windows; builds it first when a source is newer than the program, which MSBuild finds out.
setlocal
where dotnet >nul 2>nul || (echo weir: .NET 10 is needed and no 'dotnet' was found: https://dotnet.microsoft.com/download 1>&2 & exit /b 1)
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
rem Two that begin at once must not write into one file.
set WEIR_LOG=%TEMP%\weir-build-%RANDOM%%RANDOM%.log
dotnet build "%~dp0src\Weir.Cli" -c Release -v quiet --nologo >"%WEIR_LOG%" 2>&1
if errorlevel 1 (type "%WEIR_LOG%" 1>&2 & echo weir: the build failed; the messages above say where 1>&2 & exit /b 1)
dotnet "%~dp0artifacts\bin\Weir.Cli\release\weir.dll" %*
exit /b %errorlevel%
