; Pemasang Windows per pengguna: tanpa hak administrator, menu Mulai, hapus tanpa menyentuh data.
; Dipanggil oleh installers/susun_windows.py dengan /DVERSI, /DISI, /DIKON, /DKELUAR.
Unicode true
Target amd64-unicode
!include "MUI2.nsh"

!define NAMA "SIPD Desktop"
!define KUNCI "Software\Microsoft\Windows\CurrentVersion\Uninstall\sipd-desktop"

Name "${NAMA} ${VERSI}"
OutFile "${KELUAR}"
InstallDir "$LOCALAPPDATA\Programs\${NAMA}"
InstallDirRegKey HKCU "${KUNCI}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

VIProductVersion "${VERSI}.0"
VIAddVersionKey "ProductName" "${NAMA}"
VIAddVersionKey "ProductVersion" "${VERSI}"
VIAddVersionKey "FileVersion" "${VERSI}"
VIAddVersionKey "FileDescription" "Pemasang ${NAMA}"
VIAddVersionKey "LegalCopyright" "para pengembang SIPD Desktop"

!define MUI_ICON "${IKON}"
!define MUI_UNICON "${IKON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Memasang ${NAMA}"
!define MUI_WELCOMEPAGE_TEXT "Catatan Posyandu yang tetap bekerja tanpa internet.$\r$\n$\r$\nProgram dipasang untuk pengguna ini saja. Data yang sudah ada tidak diubah."
!define MUI_FINISHPAGE_RUN "$INSTDIR\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m sipd_desktop"
!define MUI_FINISHPAGE_RUN_TEXT "Buka ${NAMA} sekarang"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

; Program yang sedang terbuka memegang pythonw.exe: minta ditutup dulu, jangan separuh terganti.
!macro TUNGGU_TERTUTUP awalan
Function ${awalan}TungguTertutup
  coba:
  IfFileExists "$INSTDIR\pythonw.exe" 0 bebas
  ClearErrors
  FileOpen $0 "$INSTDIR\pythonw.exe" a
  IfErrors terbuka
  FileClose $0
  Goto bebas
  terbuka:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAMA} masih terbuka. Simpan pekerjaan, tutup programnya, lalu coba lagi. Data aman." /SD IDCANCEL IDRETRY coba
  Abort
  bebas:
FunctionEnd
!macroend
!insertmacro TUNGGU_TERTUTUP ""
!insertmacro TUNGGU_TERTUTUP "un."

!macro BUANG_PROGRAM
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\src"
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\LISENSI"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\*.pyd"
  Delete "$INSTDIR\python*.*"
  Delete "$INSTDIR\sipd*.*"
  Delete "$INSTDIR\BACA-SAYA.txt"
!macroend

Section
  Call TungguTertutup
  !insertmacro BUANG_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${ISI}/*"
  WriteUninstaller "$INSTDIR\hapus.exe"
  CreateShortcut "$SMPROGRAMS\${NAMA}.lnk" "$INSTDIR\pythonw.exe" "-m sipd_desktop" "$INSTDIR\sipd-desktop.ico"
  WriteRegStr HKCU "${KUNCI}" "DisplayName" "${NAMA}"
  WriteRegStr HKCU "${KUNCI}" "DisplayVersion" "${VERSI}"
  WriteRegStr HKCU "${KUNCI}" "DisplayIcon" "$INSTDIR\sipd-desktop.ico"
  WriteRegStr HKCU "${KUNCI}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KUNCI}" "UninstallString" '"$INSTDIR\hapus.exe"'
  WriteRegStr HKCU "${KUNCI}" "QuietUninstallString" '"$INSTDIR\hapus.exe" /S'
  WriteRegDWORD HKCU "${KUNCI}" "NoModify" 1
  WriteRegDWORD HKCU "${KUNCI}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.TungguTertutup
  !insertmacro BUANG_PROGRAM
  Delete "$SMPROGRAMS\${NAMA}.lnk"
  Delete "$INSTDIR\hapus.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KUNCI}"
  MessageBox MB_OK|MB_ICONINFORMATION "${NAMA} sudah dihapus. Data Posyandu tetap ada di $LOCALAPPDATA\sipd-desktop." /SD IDOK
SectionEnd
