variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "resource_group_id" {
  description = "Resource id of the resource group of this installation."
  type        = string
}

variable "location" {
  description = "Region."
  type        = string
}

variable "tags" {
  description = "Tags for every resource."
  type        = map(string)
}

variable "vm_size" {
  description = "Size of the machines."
  type        = string
}

variable "nodes" {
  description = "Fewest and most machines that run models and Jobs."
  type = object({
    min = number
    max = number
  })
}

variable "workspace_id" {
  description = "Log Analytics workspace that receives the API server's audit log."
  type        = string
}
