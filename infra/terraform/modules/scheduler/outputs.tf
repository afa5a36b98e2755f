output "endpoint" {
  description = "Address of the scheduler."
  value       = azapi_resource.scheduler.output.properties.endpoint
}
