@echo off
rem Removes the program of the user who double-clicks, by the list of what was installed.
rem The Python inside the folder cannot remove itself: a copy of it runs from a folder for the while.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "WORK="
set "FOLDER=%TEMP%\xianbiao-%RANDOM%%RANDOM%"
if exist "%FOLDER%" goto failed
mkdir "%FOLDER%"
set "WORK=%FOLDER%"
xcopy "%HERE%program" "%WORK%\program\" /e /i /q >nul
if errorlevel 1 goto failed

if exist "%HERE%python\python.exe" goto embedded
call "%HERE%find_python.cmd"
if not defined PYTHON_COMMAND goto failed
goto run

:embedded
xcopy "%HERE%python" "%WORK%\python\" /e /i /q >nul
if errorlevel 1 goto failed
set PYTHON_COMMAND="%WORK%\python\python.exe"

:run
cd /d "%TEMP%"
%PYTHON_COMMAND% -I "%WORK%\program\uninstall.py" "%HERE%."
set "RESULT=%ERRORLEVEL%"
rmdir /s /q "%WORK%"
pause
if not "%RESULT%"=="0" exit /b %RESULT%
rem The last line removes this file and, when nothing is left in it, the folder.
(goto) 2>nul & del "%HERE%uninstall.cmd" & rmdir "%HERE%." 2>nul
exit /b 0

:failed
if defined WORK rmdir /s /q "%WORK%"
echo Python was not found, or %TEMP% cannot be written. Nothing was removed.
echo Mei you zhao dao Python, huo lin shi wen jian jia bu neng xie; mei you xie zai.
pause
exit /b 1
