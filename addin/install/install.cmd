@echo off
rem Installs the program for the user who double-clicks; no administrator, no network.
rem All work is done by program\install.py; here only a Python is found to run it.
setlocal EnableExtensions DisableDelayedExpansion
set "BUNDLE=%~dp0"
set "UNPACKED="

if not exist "%BUNDLE%program\install.py" (
    echo Unzip the whole package first, then run install.cmd from its folder.
    echo Qing xian ba zheng ge ya suo bao jie ya, zai yun xing install.cmd.
    goto failed
)

call "%BUNDLE%find_python.cmd"
if defined PYTHON_COMMAND goto run

rem No Python on this machine: one may lie beside, as the embeddable zip of python.org.
for %%Z in ("%BUNDLE%python-3.*-embed-amd64.zip") do call :unpack "%%~fZ"
if defined PYTHON_COMMAND goto run
start "" notepad.exe "%BUNDLE%no-python.txt"
goto failed

:run
%PYTHON_COMMAND% -I "%BUNDLE%program\install.py"
set "RESULT=%ERRORLEVEL%"
if defined UNPACKED rmdir /s /q "%UNPACKED%"
pause
exit /b %RESULT%

:failed
pause
exit /b 1

:unpack
if defined PYTHON_COMMAND goto :eof
set "FOLDER=%TEMP%\xianbiao-%RANDOM%%RANDOM%"
if exist "%FOLDER%" goto :eof
mkdir "%FOLDER%"
set "UNPACKED=%FOLDER%"
tar -xf "%~1" -C "%UNPACKED%" >nul 2>nul
if exist "%UNPACKED%\python.exe" goto unpacked
set "XIANBIAO_ZIP=%~1"
powershell -NoProfile -NonInteractive -Command "Add-Type -AssemblyName System.IO.Compression.FileSystem; [IO.Compression.ZipFile]::ExtractToDirectory($env:XIANBIAO_ZIP, $env:UNPACKED)" >nul 2>nul
:unpacked
if exist "%UNPACKED%\python.exe" set PYTHON_COMMAND="%UNPACKED%\python.exe"
goto :eof
