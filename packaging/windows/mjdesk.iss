; The installer for Windows (Inno Setup 6). `build.py` gives Version, Bundle and Made:
;
;   iscc /DVersion=0.1.0 /DBundle=build\package\bundle\mjdesk /DMade=build\package\made packaging\windows\mjdesk.iss
;
; It installs for one person by default and asks for no administrator. Uninstalling leaves the library.

#define Name "MJ Desk"
#define Exe "mjdesk.exe"

[Setup]
AppId={{7D1B6A52-6B0C-4E63-9C2B-3C7B0D1E52A4}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher=MJ Desk contributors
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2/ultra64
; Within the compiler, which has 32 bits, so much does not fit everywhere.
LZMAUseSeparateProcess=yes
SolidCompression=yes
SetupIconFile={#Made}\mjdesk.ico
UninstallDisplayIcon={app}\{#Exe}
UninstallDisplayName={#Name}
LicenseFile=..\..\LICENSE
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Parts of an older version that this one no longer has.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Exe}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Exe}"; Tasks: desktopicon

[Registry]
; What was made on the way to what follows goes with it, when nothing else is in it.
Root: HKA; Subkey: "Software\Classes\Applications"; Flags: uninsdeletekeyifempty
; Offered under "Open with" for pictures; nothing is opened with MJ Desk by default.
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Exe}"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\SupportedTypes"; ValueType: string; ValueName: ".jpeg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\SupportedTypes"; ValueType: string; ValueName: ".webp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\SupportedTypes"; ValueType: string; ValueName: ".tif"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Exe}\SupportedTypes"; ValueType: string; ValueName: ".tiff"; ValueData: ""

[Run]
Filename: "{app}\{#Exe}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[Code]
function InitializeUninstall(): Boolean;
begin
  // A program that runs holds its files: half of it would stay. The window makes the mutex (doorman.py).
  Result := True;
  while Result and CheckForMutexes('{#Name}') do
    Result := SuppressibleMsgBox('MJ Desk is open. Close its window, then press OK.', mbError, MB_OKCANCEL, IDCANCEL) = IDOK;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and not UninstallSilent then
    MsgBox('MJ Desk is removed. What you made stays: your library is in' + #13#10 +
      ExpandConstant('{localappdata}\MJ Desk') + #13#10 +
      'or in the folder that you chose in Settings, Storage.', mbInformation, MB_OK);
end;
