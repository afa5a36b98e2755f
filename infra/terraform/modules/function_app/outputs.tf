output "id" {
  description = "Resource id of the site."
  value       = azapi_resource.site.id
}

output "name" {
  description = "Name of the site."
  value       = azapi_resource.site.name
}

output "host" {
  description = "Address of the site."
  value       = azapi_resource.site.output.properties.defaultHostName
}
