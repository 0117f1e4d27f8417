; Inno Setup 6: the installer for Windows. Tried under wine only; see docs/release.md. installer.sh runs
; it, with the version and, as Made, the folder of the programs. nianbao.exe is for the command line, nianbaow.exe opens
; the window without a console beside it.

[Setup]
AppId={{7B6E1B0A-3C53-4F1E-9B57-2D5C0E5A9F21}
AppName=年报
AppVersion={#Version}
AppPublisher=The nianbao authors
DefaultDirName={autopf}\nianbao
DefaultGroupName=年报
; A clerk is seldom an administrator: for this user only, unless asked otherwise.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\docs\manual\licences.txt
ChangesAssociations=yes
ShowLanguageDialog=no
; What is compressed quickly: to compress better takes wine hours.
Compression=zip/9
SetupIconFile={#Made}\nianbao.ico
UninstallDisplayIcon={app}\bin\nianbaow.exe

[Languages]
; What the second file does not say is said by the first.
Name: "chinese"; MessagesFile: "compiler:Default.isl,chinese.isl"

[Files]
Source: "{#Made}\nianbao.exe"; DestDir: "{app}\bin"
Source: "{#Made}\nianbaow.exe"; DestDir: "{app}\bin"
Source: "..\..\docs\manual\*"; DestDir: "{app}\share\doc\nianbao\manual"; Flags: recursesubdirs; Excludes: "*.md,*.css,mend.txt"

[Icons]
Name: "{group}\年报"; Filename: "{app}\bin\nianbaow.exe"
Name: "{group}\使用手册"; Filename: "{app}\share\doc\nianbao\manual\index.html"

[Registry]
Root: HKA; Subkey: "Software\Classes\.nianbao"; ValueType: string; ValueData: "nianbao.report"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\nianbao.report"; ValueType: string; ValueData: "年报报告文件"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\nianbao.report\DefaultIcon"; ValueType: string; ValueData: "{app}\bin\nianbaow.exe,0"
Root: HKA; Subkey: "Software\Classes\nianbao.report\shell\open\command"; ValueType: string; ValueData: """{app}\bin\nianbaow.exe"" ""%1"""
