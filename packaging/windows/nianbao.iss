; Inno Setup 6: the installer for Windows. Never compiled or run; see docs/release.md.
;
;   iscc /DVersion=0.1.0 /DProgram=..\..\target\x86_64-pc-windows-gnu\release\nianbao.exe nianbao.iss
;
; nianbao.ico is made from packaging/linux/nianbao.svg:
;   for s in 16 32 48 256; do rsvg-convert -w $s packaging/linux/nianbao.svg -o $s.png; done
;   convert 16.png 32.png 48.png 256.png packaging/windows/nianbao.ico

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
OutputBaseFilename=nianbao-{#Version}-setup
SetupIconFile=nianbao.ico
UninstallDisplayIcon={app}\bin\nianbao.exe

[Files]
Source: "{#Program}"; DestDir: "{app}\bin"
Source: "nianbao.ico"; DestDir: "{app}"
Source: "..\..\docs\manual\*"; DestDir: "{app}\share\doc\nianbao\manual"; Flags: recursesubdirs; Excludes: "*.md,*.css,mend.txt"

[Icons]
Name: "{group}\年报"; Filename: "{app}\bin\nianbao.exe"; IconFilename: "{app}\nianbao.ico"
Name: "{group}\使用手册"; Filename: "{app}\share\doc\nianbao\manual\index.html"

[Registry]
Root: HKA; Subkey: "Software\Classes\.nianbao"; ValueType: string; ValueData: "nianbao.report"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\nianbao.report"; ValueType: string; ValueData: "年报报告文件"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\nianbao.report\DefaultIcon"; ValueType: string; ValueData: "{app}\nianbao.ico"
Root: HKA; Subkey: "Software\Classes\nianbao.report\shell\open\command"; ValueType: string; ValueData: """{app}\bin\nianbao.exe"" ""%1"""
