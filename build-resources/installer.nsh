; Asked when the application is removed by hand, never when an update replaces it: the sealed copies go, or stay for the next install.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Effacer aussi les copies de dossiers gardées sur ce PC ?$\r$\n$\r$\nOui : elles sont effacées et ce PC devra être enrôlé à nouveau.$\r$\nNon : elles restent scellées jusqu'à la fin de leur délai." /SD IDNO IDNO keepCopies
      SetShellVarContext current
      RMDir /r "$APPDATA\${PRODUCT_NAME}"
    keepCopies:
  ${endIf}
!macroend
