output "id" {
  description = "Resource id of the cluster."
  value       = azapi_resource.cluster.id
}
