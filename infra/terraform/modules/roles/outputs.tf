output "blob_reader" {
  description = "Storage Blob Data Reader"
  value       = "${local.definitions}/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
}

output "blob_contributor" {
  description = "Storage Blob Data Contributor"
  value       = "${local.definitions}/ba92f5b4-2d11-453d-a403-e96b0029c9fe"
}

output "blob_owner" {
  description = "Storage Blob Data Owner: what the Functions host needs in its own account."
  value       = "${local.definitions}/b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
}

output "blob_delegator" {
  description = "Storage Blob Delegator: may ask for a key that signs links, no right to data."
  value       = "${local.definitions}/db58b8e5-c6ad-4a2a-8342-4190687cbf4a"
}

output "durable_contributor" {
  description = "Durable Task Data Contributor"
  value       = "${local.definitions}/0ad04412-c4d5-4796-b79c-f76d14c8d402"
}

output "crypto_user" {
  description = "Key Vault Crypto User"
  value       = "${local.definitions}/12338af0-0e69-4776-bea7-57ae8d297424"
}

output "key_reader" {
  description = "Key Vault Reader: sees the public half of a key and which versions are enabled; neither signs nor reads secrets."
  value       = "${local.definitions}/21090545-7ca7-4776-b22c-e363652d74d2"
}

output "secret_user" {
  description = "Key Vault Secrets User"
  value       = "${local.definitions}/4633458b-17de-408a-b874-0445c86b69e6"
}

output "registry_pull" {
  description = "AcrPull"
  value       = "${local.definitions}/7f951dda-4ed3-4680-a7ca-43fe172d538d"
}

output "model_keeper" {
  description = "AzureML Data Scientist: may do all in a workspace but make or delete compute and change the workspace itself."
  value       = "${local.definitions}/f6c7c914-8db3-469d-8ca1-694a8f32e121"
}

output "metrics_publisher" {
  description = "Monitoring Metrics Publisher"
  value       = "${local.definitions}/3913510d-42f4-4e42-8a64-420c390055eb"
}

output "cluster_user" {
  description = "Azure Kubernetes Service Cluster User Role: may fetch the address and certificate, no right inside the cluster."
  value       = "${local.definitions}/4abbcc35-e782-43d8-92c5-2d3f1bd2253f"
}
