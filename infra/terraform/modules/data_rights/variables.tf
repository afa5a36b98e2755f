variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "account_id" {
  description = "Resource id of the storage account that holds all data."
  type        = string
}

variable "container_ids" {
  description = "Resource id of every container by its name."
  type        = map(string)
}

variable "principal_id" {
  description = "Principal id of the app's identity."
  type        = string
}

variable "containers" {
  description = "What it may do with Landfall's own containers: read or write by name, without the prefix landfall-."
  type        = map(string)

  validation {
    condition     = alltrue([for right in values(var.containers) : contains(["read", "write"], right)])
    error_message = "Expected read or write for every container."
  }
}

variable "landing_containers" {
  description = "Containers of landing data it may read."
  type        = list(string)
}

variable "links" {
  description = "Whether it may make signed links, within its own rights."
  type        = bool
}
