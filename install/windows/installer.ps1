# Marelle sur Windows 10 ou 11, pour une personne seule, dans le Linux de Windows (WSL 2).
# PAS ENCORE ESSAYÉ : ce script a été écrit sans Windows pour le lancer. Marelle ne tourne pas sans ce Linux
# (elle se sert de verrous de fichiers que Windows n'a pas).
# Usage, dans PowerShell, depuis le dossier de l'archive de Linux décompressée :
#   powershell -ExecutionPolicy Bypass -File installer.ps1 [-Archive DOSSIER] [-Desinstaller]
param([string]$Archive = (Get-Location).Path, [switch]$Desinstaller)
$ErrorActionPreference = "Stop"
$linux = "Debian"
$raccourci = Join-Path ([Environment]::GetFolderPath("Desktop")) "Marelle.lnk"

& wsl.exe -d $linux -- true 2>$null
if ($LASTEXITCODE -ne 0) {
    throw "Il faut d'abord Debian dans Windows. En administrateur, avec internet : wsl --install -d Debian, puis redémarrez et relancez ce script."
}
& wsl.exe -d $linux -- python3 -c "import venv"
if ($LASTEXITCODE -ne 0) {
    throw "Il manque Python dans Debian : wsl -d Debian -u root -- apt-get install -y python3"
}

if ($Desinstaller) {
    & wsl.exe -d $linux -- sh -c '~/.local/share/marelle-programme/installer.sh --seul --desinstaller'
    Remove-Item -Force $raccourci -ErrorAction SilentlyContinue
    exit $LASTEXITCODE
}

if (-not (Test-Path (Join-Path $Archive "installer.sh"))) {
    throw "$Archive n'est pas le dossier de l'archive : décompressez marelle-*.tar.gz (tar -xzf) et donnez-le avec -Archive."
}
# Les données et le programme vont dans Debian ; le dossier de Windows y est vu par /mnt.
$vu = (& wsl.exe -d $linux -- wslpath -a ($Archive -replace '\\', '/')).Trim()
& wsl.exe -d $linux -- bash "$vu/installer.sh" --seul
if ($LASTEXITCODE -ne 0) { throw "L'installation s'est arrêtée : la raison est ci-dessus." }

$lien = (New-Object -ComObject WScript.Shell).CreateShortcut($raccourci)
$lien.TargetPath = "$env:SystemRoot\System32\cmd.exe"
$lien.Arguments = "/c start http://localhost:8765 & wsl.exe -d $linux -- sh -c ~/.local/bin/marelle-seul"
$lien.Save()
Write-Host "Marelle est installée : son icône est sur le bureau (la page répond une minute après le premier démarrage)."
Write-Host "Le premier enseignant :"
Write-Host "  wsl -d $linux -- sh -c '~/.local/bin/marelle-seul teacher add --name `"Mme Martin`" --login martin --school `"École des Tilleuls`"'"
