resource "azapi_resource" "cluster" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  parent_id = var.resource_group_id
  name      = var.name
  location  = var.location
  tags      = var.tags

  identity {
    type = "SystemAssigned"
  }

  body = {
    sku = {
      name = "Base"
      tier = "Standard"
    }
    properties = {
      dnsPrefix            = var.name
      disableLocalAccounts = true
      enableRBAC           = true
      aadProfile = {
        managed         = true
        enableAzureRBAC = false
      }
      agentPoolProfiles = [
        {
          name   = "system"
          mode   = "System"
          osType = "Linux"
          osSKU  = "AzureLinux"
          vmSize = var.vm_size
          count  = 2
        },
        {
          name              = "work"
          mode              = "User"
          osType            = "Linux"
          osSKU             = "AzureLinux"
          vmSize            = var.vm_size
          count             = var.nodes.min
          minCount          = var.nodes.min
          maxCount          = var.nodes.max
          enableAutoScaling = true
        },
      ]
      networkProfile = {
        networkPlugin     = "azure"
        networkPluginMode = "overlay"
        networkDataplane  = "cilium"
        networkPolicy     = "cilium"
      }
      oidcIssuerProfile = {
        enabled = true
      }
      securityProfile = {
        workloadIdentity = {
          enabled = true
        }
      }
      azureMonitorProfile = {
        metrics = {
          enabled = true
        }
      }
      autoUpgradeProfile = {
        upgradeChannel       = "patch"
        nodeOSUpgradeChannel = "NodeImage"
      }
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "audit" {
  name                       = "audit"
  target_resource_id         = azapi_resource.cluster.id
  log_analytics_workspace_id = var.workspace_id

  enabled_log {
    category = "kube-audit-admin"
  }
}
