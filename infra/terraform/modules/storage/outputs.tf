output "account_id" {
  description = "Resource id of the account."
  value       = azurerm_storage_account.data.id
}

output "blob_endpoint" {
  description = "Address for the setting StorageAccess."
  value       = azurerm_storage_account.data.primary_blob_endpoint
}

output "container_ids" {
  description = "Resource id of every container by its name."
  value       = { for name, container in azurerm_storage_container.container : name => container.id }
}

output "dead_letter_container" {
  description = "Container that receives events nobody would take."
  value       = azurerm_storage_container.container[local.dead_letters].name
}
