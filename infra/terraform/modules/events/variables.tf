variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "name" {
  description = "Name of the system topic."
  type        = string
}

variable "resource_group_id" {
  description = "Resource id of the resource group of this installation."
  type        = string
}

variable "location" {
  description = "Region: that of the storage account."
  type        = string
}

variable "tags" {
  description = "Tags for every resource."
  type        = map(string)
}

variable "account_id" {
  description = "Resource id of the storage account whose blobs are announced."
  type        = string
}

variable "landing_containers" {
  description = "Containers whose new blobs are announced."
  type        = list(string)
}

variable "dead_letter_container" {
  description = "Container for events that could not be delivered."
  type        = string
}

variable "dead_letter_container_id" {
  description = "Resource id of that container."
  type        = string
}

variable "ingest_id" {
  description = "Resource id of the Ingest site."
  type        = string
}

variable "subscribe" {
  description = "Whether to subscribe. A subscription is refused until the function it names is deployed."
  type        = bool
}
