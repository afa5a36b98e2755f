output "uri" {
  description = "Address of the vault."
  value       = azurerm_key_vault.vault.vault_uri
}
