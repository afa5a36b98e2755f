module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

data "azapi_resource" "cluster" {
  type                   = "Microsoft.ContainerService/managedClusters@2025-05-01"
  resource_id            = var.cluster_id
  response_export_values = ["properties.identityProfile.kubeletidentity.objectId"]
}

resource "azurerm_role_assignment" "rights" {
  for_each = var.principal_ids

  scope              = var.cluster_id
  role_definition_id = module.roles.cluster_user
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}
