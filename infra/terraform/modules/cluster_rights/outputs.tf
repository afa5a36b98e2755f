output "nodes_principal_id" {
  description = "Principal id of the nodes, which pull images."
  value       = data.azapi_resource.cluster.output.properties.identityProfile.kubeletidentity.objectId
}
