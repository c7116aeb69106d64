@echo off
rem Sets PYTHON_COMMAND to the words that start a 64-bit Python 3.11 to 3.13; leaves it empty
rem where the machine has none. ASCII only: what is Chinese is said by Python or by a text file.
set "PYTHON_COMMAND="
set "PYTHON_PROBE=%~dp0program\probe.py"

rem The launcher of python.org knows every Python that was installed with it.
for %%V in (3.13 3.12 3.11) do call :try_launcher %%V
if defined PYTHON_COMMAND goto :eof

rem Without the launcher: where the installers enter themselves, for the user, then for all.
for %%K in (HKCU HKLM) do for %%V in (3.13 3.12 3.11) do call :try_registry %%K %%V
if defined PYTHON_COMMAND goto :eof

rem At last the search path. The alias of the Store that is no Python fails at the probe.
for %%N in (python.exe) do call :try_program "%%~$PATH:N"
goto :eof

:try_launcher
if defined PYTHON_COMMAND goto :eof
py -%1-64 -I "%PYTHON_PROBE%" >nul 2>nul
if not errorlevel 1 set "PYTHON_COMMAND=py -%1-64"
goto :eof

:try_registry
if defined PYTHON_COMMAND goto :eof
for /f "tokens=2,*" %%A in ('reg query "%1\Software\Python\PythonCore\%2\InstallPath" /v ExecutablePath 2^>nul') do if "%%A"=="REG_SZ" call :try_program "%%B"
goto :eof

:try_program
if defined PYTHON_COMMAND goto :eof
if "%~1"=="" goto :eof
"%~1" -I "%PYTHON_PROBE%" >nul 2>nul
if not errorlevel 1 set PYTHON_COMMAND="%~1"
goto :eof
